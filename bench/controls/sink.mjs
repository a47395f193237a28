import { createServer } from 'node:http'

/** Takes webhooks as fast as it can. `GET /<n>` answers when n distinct posts have come, with the time of the last, and starts over. */
let seen = new Set()
let waiting

function settle() {
  if (waiting === undefined || seen.size < waiting.wanted) return
  waiting.response.end(JSON.stringify({ lastAt: Date.now(), distinct: seen.size }))
  waiting = undefined
  seen = new Set()
}

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    waiting = { wanted: Number(request.url.slice(1)), response }
    return settle()
  }
  request.resume()
  request.on('end', () => {
    response.end()
    seen.add(request.headers['x-event-id'])
    settle()
  })
})
server.listen(0, '127.0.0.1', () => console.log(`ready at http://127.0.0.1:${server.address().port}`))
