import { createHmac } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Pool } from 'undici'

/**
 * The control: a bare undici loop. Signs and posts given bodies, the same requests with both signatures and as many at a time as Interlock sends, and
 * keeps nothing.
 * Usage: node webhook-loop.mjs <url>; a line of JSON with { id, body } objects on stdin starts a round.
 */
const url = new URL(process.argv[2])
const pool = new Pool(url.origin, { connections: 48, pipelining: 1 })
const secret = 'whsec_c2lnbmVkIGJ5IHRoZSBjb250cm9sIG9mIHRoZSBiZW5jaA=='
const atOnce = 32

const key = secret.slice('whsec_'.length)

async function send({ id, body: text }) {
  const body = Buffer.from(text)
  const time = Math.floor(Date.now() / 1000)
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'bare-loop',
    'X-Event-Id': id,
    'X-Event-Type': 'bench.completed',
    'X-Delivery-Attempt': '1',
    'X-Signature': `t=${time},v1=${createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')}`,
    'webhook-id': id,
    'webhook-timestamp': String(time),
    'webhook-signature': `v1,${createHmac('sha256', key, { encoding: 'base64' }).update(`${id}.${time}.`).update(body).digest('base64')}`,
  }
  const response = await pool.request({ path: url.pathname, method: 'POST', headers, body })
  await response.body.dump()
}

for await (const line of createInterface({ input: process.stdin })) {
  const messages = JSON.parse(line)
  let next = 0
  console.log(`started ${Date.now()}`)
  const lane = async () => {
    while (next < messages.length) await send(messages[next++])
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
