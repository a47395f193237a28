import { describe, expect, it } from 'vitest'
import { curlCommand } from './curl.ts'

describe('curlCommand', () => {
  it('quotes every part, so that a shell passes it on unchanged', () => {
    const body = `{"title":"it's $(whoami)"}`
    const command = curlCommand({
      method: 'POST',
      url: 'http://127.0.0.1:4780/api/v1/jobs?a=1&b=2',
      headers: { 'X-API-Key': 'test_1' },
      body,
    })
    expect(command).toBe(
      [
        "curl -X POST 'http://127.0.0.1:4780/api/v1/jobs?a=1&b=2' \\",
        "  -H 'X-API-Key: test_1' \\",
        `  --data-raw '{"title":"it'\\''s $(whoami)"}'`,
      ].join('\n'),
    )
  })

  it('leaves out what a plain GET does not need', () => {
    expect(curlCommand({ method: 'GET', url: 'http://x/', headers: {} })).toBe("curl 'http://x/'")
  })
})
