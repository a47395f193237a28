import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface StoredFile {
  readonly id: string
  readonly name: string
  readonly mimeType: string
  readonly parents?: readonly string[]
  readonly appProperties?: Readonly<Record<string, string>>
  readonly bytes: Buffer
}

interface Session {
  readonly metadata: Omit<StoredFile, 'id' | 'bytes'>
  readonly size: number
  readonly parts: Buffer[]
}

interface Drive {
  readonly files: StoredFile[]
  readonly sessions: Map<string, Session>
  readonly log: string[]
  url: string
  /** Cuts the connection in the midst of so many parts. */
  breaks: number
  /** Answers so many calls of a session with 503. */
  unavailable: number
}

interface Answer {
  readonly status: number
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
}

interface Call {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const receivedOf = ({ parts }: Session): number => parts.reduce((sum, part) => sum + part.length, 0)

/** A part, or the question how much there is. */
function answerPart(drive: Drive, session: Session, { headers, body }: Call): Answer {
  if (drive.unavailable > 0) {
    drive.unavailable -= 1
    return { status: 503, body: { error: { code: 503, message: 'Backend Error', errors: [{ reason: 'backendError' }] } } }
  }
  const from = /^bytes (\d+)-/.exec(String(headers['content-range']))?.[1]
  if (from !== undefined && Number(from) !== receivedOf(session))
    return { status: 400, body: { error: { code: 400, message: 'wrong offset' } } }
  if (from !== undefined) session.parts.push(body)
  const received = receivedOf(session)
  if (received < session.size) return { status: 308, headers: received === 0 ? {} : { range: `bytes=0-${received - 1}` } }
  const { id, name } = store(drive, { ...session.metadata, bytes: Buffer.concat(session.parts) })
  return { status: 200, body: { id, name, webViewLink: `https://drive.google.com/file/d/${id}/view` } }
}

let ids = 0

function store({ files }: Drive, file: Omit<StoredFile, 'id'>): StoredFile {
  const stored = { ...file, id: `file${++ids}` }
  files.push(stored)
  return stored
}

function list({ files }: Drive, { searchParams }: URL, pageSize: number): Answer {
  const [, key = '', value = ''] = /key='(\w+)' and value='([\w-]+)'/.exec(searchParams.get('q') ?? '') ?? []
  const found = files.filter(({ appProperties }) => appProperties?.[key] === value).toReversed()
  const offset = Number(searchParams.get('pageToken') ?? 0)
  const next = offset + pageSize < found.length ? { nextPageToken: String(offset + pageSize) } : {}
  return { status: 200, body: { files: found.slice(offset, offset + pageSize).map(({ id }) => ({ id })), ...next } }
}

function answerCall(drive: Drive, call: Call, pageSize: number): Answer {
  const { method, url, body, headers } = call
  const session = drive.sessions.get(url.searchParams.get('session') ?? '')
  if (session !== undefined) return answerPart(drive, session, call)
  if (url.pathname === '/drive/v3/about') return { status: 200, body: { user: { emailAddress: 'plant@example.com' } } }
  if (method === 'DELETE') {
    const place = drive.files.findIndex(({ id }) => url.pathname.endsWith(`/${id}`))
    drive.files.splice(place, 1)
    return { status: 204 }
  }
  if (method === 'GET') return list(drive, url, pageSize)
  const metadata = JSON.parse(body.toString())
  if (url.searchParams.get('uploadType') !== 'resumable')
    return { status: 200, body: { id: store(drive, { ...metadata, bytes: body }).id } }
  const id = `s${drive.sessions.size + 1}`
  drive.sessions.set(id, { metadata, size: Number(headers['x-upload-content-length']), parts: [] })
  return { status: 200, headers: { location: `${drive.url}/upload/drive/v3/files?session=${id}` } }
}

/** @returns undefined when the connection was cut; what had come until then is kept. */
async function readBody(drive: Drive, request: IncomingMessage, url: URL): Promise<Buffer | undefined> {
  const session = drive.sessions.get(url.searchParams.get('session') ?? '')
  const chunks: Buffer[] = []
  for await (const chunk of request) {
    if (session !== undefined && drive.breaks > 0) {
      drive.breaks -= 1
      session.parts.push(chunk)
      request.socket.destroy()
      return undefined
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * A drive as Google has one, as far as files in parts go: sessions that know how much they have, and forget none of it when the connection breaks.
 * What goes by single requests is checked by Google's description elsewhere.
 */
export async function startTestDrive({ pageSize = 2 }: { readonly pageSize?: number } = {}): Promise<Drive> {
  const drive: Drive = { files: [], sessions: new Map(), log: [], url: '', breaks: 0, unavailable: 0 }
  ids = 0
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', drive.url)
    const { method = '', headers } = request
    drive.log.push(`${method} ${url.pathname}`)
    const received = await readBody(drive, request, url)
    if (received === undefined) return
    const { status, body, headers: given = {} } = answerCall(drive, { method, url, headers, body: received }, pageSize)
    response.writeHead(status, { 'content-type': 'application/json', ...given }).end(body && JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  drive.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return drive
}
