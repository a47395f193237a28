import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { listen } from '../../app/listen.ts'
import { route } from '../../contract/route.ts'
import { read } from './bind.ts'
import { defaultCapacity } from './capacity.ts'
import { openApiDocument } from './openapi.ts'
import { createHttpServer } from './server.ts'

const oldHealth = route({
  method: 'GET',
  path: '/api/v1/old-health',
  operationId: 'get_old_health',
  summary: 'What was asked before /health',
  tag: 'System',
  access: 'public',
  deprecated: { since: '2026-11-01', sunset: '2027-05-01', successor: '/health' },
  response: z.object({ status: z.string() }),
})

test('a deprecated route says since when, until when, and what to use instead, in its answers and in its description', async () => {
  const unreachable = (): never => expect.unreachable('a public route needs none of it')
  const server = createHttpServer({
    routes: [read(oldHealth, () => ({ status: 'ok' }))],
    revisions: [{ date: '2026-11-01', changes: [] }],
    capacity: defaultCapacity,
    sharedAnswers: { isUp: () => false, find: unreachable, keep: unreachable },
    authenticate: unreachable,
    limiter: { take: unreachable, flush: unreachable },
    access: { of: unreachable, origins: () => new Set() },
    allowedHosts: () => new Set(['127.0.0.1']),
    onFinished: () => undefined,
    foreign: [],
    documents: (_, next) => next(),
    pages: (_, next) => next(),
    newRequestId: () => 'req_1',
    vault: { kind: 'key_file', seal: unreachable, open: unreachable },
    now: () => 0,
    monotonicNow: () => 0,
    log: pino({ level: 'silent' }),
  })
  const port = await listen(server, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { status, headers } = await fetch(`http://127.0.0.1:${port}/v1/old-health`)
  expect([status, headers.get('deprecation'), headers.get('sunset'), headers.get('link')]).toEqual([
    200,
    '@1793491200',
    'Sat, 01 May 2027 00:00:00 GMT',
    '</health>; rel="successor-version"',
  ])
  const { paths } = openApiDocument([oldHealth], { version: '1' }) as { paths: Record<string, { get: Record<string, unknown> }> } // of this very route
  expect(paths['/api/v1/old-health']?.get).toMatchObject({
    deprecated: true,
    responses: { 200: { headers: { Deprecation: {}, Sunset: {}, Link: {} } } },
  })
})
