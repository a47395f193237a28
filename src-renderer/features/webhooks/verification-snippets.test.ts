import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { verificationSnippets } from './verification-snippets.ts'

const secret = 'whsec_abc'
const body = Buffer.from('{"event":"job.completed","data":{"title":"Şase"}}')

function headerAt(seconds: number): string {
  return `t=${seconds}, v1=${createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')}`
}

it('the code for Node.js accepts what Interlock signs, and refuses what is changed, old or empty', async () => {
  const module = `data:text/javascript,${encodeURIComponent(verificationSnippets['Node.js'])}`
  const { isFromInterlock } = await import(/* @vite-ignore */ module)
  const now = Math.floor(Date.now() / 1000)
  expect(isFromInterlock(secret, headerAt(now), body)).toBe(true)
  expect(isFromInterlock(secret, headerAt(now), Buffer.from('{}'))).toBe(false)
  expect(isFromInterlock('other', headerAt(now), body)).toBe(false)
  expect(isFromInterlock(secret, headerAt(now - 600), body)).toBe(false)
  expect(isFromInterlock(secret, '', body)).toBe(false)
})
