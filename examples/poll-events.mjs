#!/usr/bin/env node
// Fetches the events of a consumer, for a receiver behind a firewall that nothing can call. Needs Node 20 and nothing else.
//
//   INTERLOCK_URL=http://127.0.0.1:4780 INTERLOCK_KEY=live_... INTERLOCK_CONSUMER_SECRET=whsec_... node poll-events.mjs erp
//
// POST /api/event-consumers with {"name":"erp","events":["*"]} makes the consumer; its secret is shown once. The key needs events:read.

import { setTimeout as wait } from 'node:timers/promises'
import { signatureProblem } from './verify-signature.mjs'

/** How long to wait when there is nothing more, and after a failure. */
const pauseMs = 2_000

const { INTERLOCK_URL: url = 'http://127.0.0.1:4780', INTERLOCK_KEY: key = '', INTERLOCK_CONSUMER_SECRET: secret = '' } = process.env
const name = process.argv[2]

/** What comes after this is not worth another attempt: the key, the name or the iterator is wrong. */
class Refused extends Error {}

async function poll(iterator) {
  const address = new URL(`/api/v1/event-consumers/${encodeURIComponent(name)}/poll`, url)
  if (iterator !== undefined) address.searchParams.set('iterator', iterator)
  const response = await fetch(address, { headers: { 'X-API-Key': key } })
  const answer = await response.json()
  if (response.ok) return answer
  const message = `${response.status} ${answer.code}: ${answer.message}`
  throw response.status === 429 || response.status >= 500 ? new Error(message) : new Refused(message)
}

/** Your work goes here. The same event can come twice; keep its id in the same transaction as what you do with it. */
function workOff({ id, event, headers, body }) {
  const problem = signatureProblem({ secret, header: headers['X-Signature'], body: Buffer.from(body) })
  if (problem !== undefined) throw new Refused(`${id}: ${problem}`)
  console.log(`received: ${id} ${event}\n${JSON.stringify(JSON.parse(body).data, null, 2)}`)
}

async function main() {
  if (name === undefined || secret === '') throw new Refused('Give the name of the consumer, and its secret in INTERLOCK_CONSUMER_SECRET.')
  // Only in memory: after a crash comes again what was not acknowledged, since Interlock keeps the place.
  let iterator
  for (;;) {
    try {
      const answer = await poll(iterator)
      for (const event of answer.data) workOff(event)
      iterator = answer.iterator
      // What was worked off is acknowledged by the next call, at once when there was something.
      if (answer.done && answer.data.length === 0) await wait(pauseMs)
    } catch (error) {
      if (error instanceof Refused) throw error
      console.error(`again in ${pauseMs / 1_000} s: ${error.message}`)
      await wait(pauseMs)
    }
  }
}

main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
