// Follows Interlock live: prints each event of its channels, comes back by itself after a break, and asks for what it missed.
// Needs nothing but Node 22 or newer, whose WebSocket is that of browsers:
//
//   INTERLOCK_URL=http://127.0.0.1:4780 INTERLOCK_KEY=live_… node live-client.mjs jobs customers/12
//
// The key needs the scope that reads each channel, `jobs:read` for jobs.

const baseUrl = process.env.INTERLOCK_URL ?? 'http://127.0.0.1:4780'
const key = process.env.INTERLOCK_KEY
const channels = process.argv.length > 2 ? process.argv.slice(2) : ['events']

const quietMs = 25_000
const answerMs = 10_000

/** A real client keeps it on disk, with what it does with the events. */
let lastEventId
let attempt = 0

function connect() {
  const socket = new WebSocket(new URL('/api/ws', baseUrl.replace(/^http/, 'ws')))
  const send = (message) => socket.send(JSON.stringify(message))
  let timer
  // Quiet for a while: ask whether anybody is there, and give up when nothing comes back.
  const stayAlive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      send({ type: 'ping' })
      timer = setTimeout(() => socket.close(), answerMs)
    }, quietMs)
  }
  socket.onopen = () => send({ type: 'authenticate', token: key })
  socket.onmessage = ({ data }) => {
    stayAlive()
    take(JSON.parse(data), send)
  }
  socket.onclose = ({ code, reason }) => {
    clearTimeout(timer)
    // 44xx but for "connect again": the same would be refused again.
    if (code === 4401 || code === 4403) return fail(`refused: ${reason}`)
    const waitMs = Math.min(15_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2)
    attempt += 1
    console.log(`closed (${code}), again in ${(waitMs / 1000).toFixed(1)} s`)
    setTimeout(connect, waitMs)
  }
}

function take(message, send) {
  if (message.type === 'ready') send({ type: 'subscribe', channels, after: lastEventId })
  if (message.type === 'ack') {
    attempt = 0
    lastEventId = message.last_event_id ?? lastEventId
    console.log(`subscribed: ${message.channels.join(', ')}`)
    // Too much happened meanwhile: read the lists of the API anew.
    if (message.resume === 'reload') console.log('reload')
  }
  if (message.type === 'pong') lastEventId = message.last_event_id ?? lastEventId
  if (message.type === 'event') {
    lastEventId = message.event.id
    console.log(`${message.event.event} ${message.record_key} ${message.event.id}`)
  }
  if (message.type === 'error') console.error(`${message.code}: ${message.message} ${message.details.fix ?? ''}`)
}

function fail(text) {
  console.error(text)
  process.exitCode = 1
}

if (key === undefined) fail('Set INTERLOCK_KEY to an API key.')
else connect()
