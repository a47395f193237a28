import { bundleFromString, createConfig } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createTestApp } from '../../app/test-app.ts'
import { errorStatuses } from '../../contract/error-codes.ts'
import { locales } from '../../contract/fields.ts'
import { errorText } from '../../infra/http/error-text.ts'
import { AppError } from '../../lib/app-error.ts'
import { errorCodes } from './error-answers.ts'
import { type ApiDocument, operationsOf } from './open-api.ts'

/** The document with everything in its place, by Redocly's reading of it. */
async function withoutReferences(source: string): Promise<ApiDocument> {
  const config = await createConfig({})
  const { bundle, problems } = await bundleFromString({ source, absoluteRef: 'openapi.json', config, dereference: true })
  expect(problems).toEqual([])
  return bundle.parsed as ApiDocument // what we wrote
}

test('the description of this installation is 3.0.3 unless 3.1 is asked for, in JSON and YAML, and names its address', async () => {
  const app = await createTestApp()
  const old = await app.request('GET', '/api/docs/openapi.json')
  const current = await app.request('GET', '/api/docs/openapi.json?version=3.1')
  const yaml = await app.request('GET', '/api/docs/openapi.yaml')
  expect([old.body.openapi, current.body.openapi]).toEqual(['3.0.3', '3.1.0'])
  expect(current.body.servers).toEqual([{ url: app.url, description: 'This installation.' }])
  expect(parse(yaml.text)).toEqual(old.body)
  expect(yaml.headers.get('content-type')).toBe('application/yaml')
})

test('who has a document already gets 304', async () => {
  const app = await createTestApp()
  const first = await app.request('GET', '/api/docs/openapi.json')
  const etag = first.headers.get('etag') ?? ''
  expect(await app.request('GET', '/api/docs/openapi.json', { headers: { 'if-none-match': etag } })).toMatchObject({
    status: 304,
    text: '',
  })
})

test('every operation has a description, described parameters with examples, examples of its bodies and errors, and three samples', async () => {
  const app = await createTestApp()
  const document = await withoutReferences((await app.request('GET', '/api/docs/openapi.json?version=3.1')).text)
  const lacking = operationsOf(document).flatMap(({ operation }) => {
    const { operationId, description = '', parameters = [], requestBody, responses } = operation
    const bodies = [requestBody, ...Object.values(responses)].flatMap((each) => Object.entries(each?.content ?? {}))
    return [
      description === '' ? `${operationId}: description` : '',
      ...parameters.map((each) => ((each.description ?? '') === '' ? `${operationId}: ${each.name}` : '')),
      ...parameters.map((each) => (each.required === true && each.example === undefined ? `${operationId}: ${each.name} example` : '')),
      ...bodies.map(([type, media]) =>
        type.includes('json') && !('example' in media) && !('examples' in media) ? `${operationId}: ${type}` : '',
      ),
      operation['x-codeSamples']?.length === 3 ? '' : `${operationId}: samples`,
    ].filter((each) => each !== '')
  })
  expect(lacking).toEqual([])
  expect(document.tags.filter(({ name, description }) => description === undefined || description === `${name}.`)).toEqual([])
})

test('Swagger UI and all of its files come from here, under the policy of the pages', async () => {
  const app = await createTestApp()
  const page = await app.request('GET', '/api/docs')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
  const files = [...page.text.matchAll(/(?:src|href)="(\/api\/docs\/[^"]+)"/g)].map(([, path]) => path ?? '')
  for (const file of [...files, '/api/docs/oauth2-redirect.html', '/api/docs/oauth2-redirect.js'])
    expect({ file, status: (await app.request('GET', file)).status }).toEqual({ file, status: 200 })
  expect(page.text).not.toMatch(/https?:\/\//)
})

test('every error code has a page in three languages, which needs no sign-in', async () => {
  const app = await createTestApp()
  for (const code of Object.keys(errorStatuses))
    for (const language of locales) {
      const page = await app.request('GET', `/api/docs/errors/${code}`, { headers: { 'accept-language': `${language}, en;q=0.1` } })
      expect(page.text).toContain(`<html lang="${language}">`)
      expect(page.text.match(/<li>[^<]+<\/li>|<p>[^<]+<\/p>/g)?.length ?? 0).toBeGreaterThanOrEqual(3)
    }
  expect(await app.request('GET', '/api/docs/errors/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

test('what an answer with any code points to, in any language, is a page about that code; and each says how to fix it', async () => {
  const app = await createTestApp()
  for (const code of errorCodes)
    for (const language of locales) {
      const { details } = errorText(new AppError(code, 'It went wrong.'), language)
      expect(details['fix'], `${code} in ${language}`).toMatch(/\w+/)
      const page = await app.request('GET', String(details['docs']), { headers: { 'accept-language': language } })
      expect(page.status).toBe(200)
      expect(page.text).toContain(`<h1><code>${code}</code></h1>`)
    }
})

test('the messages of live channels have their schemas', async () => {
  const { request } = await createTestApp()
  const { status, body } = await request('GET', '/api/docs/live-messages.json')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    path: '/api/ws',
    close_codes: { unauthorized: 4401 },
    components: { schemas: { LiveSubscribe: { type: 'object' } } },
  })
  expect(body.components.schemas.LiveAck.properties).toHaveProperty('last_event_id')
})

test('every error code has its example in the document, from which the window shows it', async () => {
  const app = await createTestApp()
  const { body } = await app.request('GET', '/api/docs/openapi.json?version=3.1')
  const shown = { ...body.components.examples, ...body['x-error-examples'] }
  expect(Object.keys(shown).sort()).toEqual(Object.keys(errorStatuses).sort())
})
