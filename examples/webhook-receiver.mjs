#!/usr/bin/env node
// Receives Interlock's webhooks, verifies each and prints it. Needs Node 20 and nothing else.
//
//   INTERLOCK_WEBHOOK_SECRET=whsec_... node webhook-receiver.mjs --port 4790
//
// Register http://<this machine>:4790/ as a webhook; its secret is shown once, when you save it.

import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { signatureProblem } from './verify-signature.mjs'

const maxBodyBytes = 5 * 1024 * 1024

/** Remembers the ids of the last events; a real receiver keeps them in the database where it keeps what it does with them. */
function createSeen(limit = 10_000) {
  const ids = new Set()
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id)
      if (ids.size > limit) ids.delete(ids.values().next().value)
    },
  }
}

async function readBody(request) {
  const chunks = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > maxBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function receive({ secret, seen, request }) {
  if (request.method !== 'POST') return { status: 405, text: 'only POST' }
  const body = await readBody(request)
  if (body === undefined) return { status: 413, text: 'too large' }
  const header = request.headers['x-signature']
  const problem = signatureProblem({ secret, header, body })
  if (problem !== undefined) {
    console.log(`refused: ${problem}`)
    return { status: 401, text: problem }
  }
  const event = JSON.parse(body.toString('utf8'))
  // Interlock delivers at least once: the same event may come again, and must not be worked on again. A 2xx tells it that all is well.
  if (seen.has(event.id)) {
    console.log(`again: ${event.id} ${event.event}, ignored`)
    return { status: 200, text: 'already received' }
  }
  seen.add(event.id)
  console.log(`received: ${event.id} ${event.event}\n${JSON.stringify(event.data, null, 2)}`)
  return { status: 200, text: 'ok' }
}

function main() {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4790' }, host: { type: 'string', default: '127.0.0.1' } } })
  const secret = process.env.INTERLOCK_WEBHOOK_SECRET
  if (!secret) {
    console.error('Set INTERLOCK_WEBHOOK_SECRET to the secret of the webhook (whsec_...).')
    process.exit(1)
  }
  const seen = createSeen()
  const server = createServer(async (request, response) => {
    const { status, text } = await receive({ secret, seen, request }).catch(() => ({ status: 400, text: 'not readable' }))
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
  })
  server.on('error', (error) => {
    console.error(`Cannot listen on ${values.host}:${values.port}: ${error.message}`)
    process.exit(1)
  })
  server.listen(Number(values.port), values.host, () => console.log(`listening on http://${values.host}:${server.address().port}/`))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
