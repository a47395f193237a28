import { createHash } from 'node:crypto'
import { z } from 'zod'
import { action, type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { line } from '../kit/fields.ts'
import { oauthClient } from '../kit/oauth-rules.ts'
import { readAnswer } from '../kit/read-answer.ts'
import type { BackupFile } from '../kit/sync.ts'
import { uploadInParts, uploadWhole } from './drive-upload.ts'
import { googleOauth, judgeGoogle } from './google-api.ts'

const config = z.strictObject({
  ...oauthClient.config,
  folderName: line.min(1).max(200).default('Interlock'),
  keptBackups: z.int().min(1).max(365).default(14),
})
const credentials = z.strictObject(oauthClient.credentials)

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

/** A larger one goes up in parts. */
const mostAtOnce = 5 * 1024 * 1024

const upload = z.strictObject({
  name: line.min(1),
  mediaType: line.regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type such as application/pdf'),
  content: z
    .base64()
    .min(1)
    .max(48 * 1024 * 1024)
    .describe('Base64.'),
  folderId: line
    .regex(/^[\w-]{1,200}$/, 'must be the id of a folder, the last part of its address')
    .nullable()
    .default(null)
    .describe('One that Interlock has made, or null for the top of the drive.'),
})

const uploaded = z.object({ fileId: z.string(), name: z.string(), link: z.string().nullable() })

const madeFile = z.object({ id: z.string(), name: z.string().default(''), webViewLink: z.string().nullable().default(null) })

async function uploadFile(
  context: Context,
  { name, mediaType, content, folderId }: z.output<typeof upload>,
): Promise<z.input<typeof uploaded>> {
  const bytes = Buffer.from(content, 'base64')
  const source = { size: bytes.length, read: async (offset: number, length: number) => bytes.subarray(offset, offset + length) }
  const metadata = { name, mimeType: mediaType, ...(folderId === null ? {} : { parents: [folderId] }) }
  const file = { metadata, mediaType, source }
  const answer = bytes.length > mostAtOnce ? await uploadInParts(context, file, () => undefined) : await uploadWhole(context, file)
  const made = readAnswer(madeFile, answer)
  return { fileId: made.id, name: made.name, link: made.webViewLink }
}

const folderType = 'application/vnd.google-apps.folder'

/** NB: what an app writes at a file may have 124 bytes. */
const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40)

const isMarked = (key: string, value: string): string => `appProperties has { key='${key}' and value='${value}' } and trashed = false`

const files = z.object({ files: z.array(z.object({ id: z.string() })).default([]), nextPageToken: z.string().nullable().default(null) })

/** Newest first; only what Interlock has made is seen by it. */
async function listFiles({ http }: Context, q: string): Promise<string[]> {
  const found: string[] = []
  for (let pageToken: string | null = null; ; ) {
    const answer = await http({
      method: 'GET',
      path: '/drive/v3/files',
      query: {
        ...{ q, orderBy: 'createdTime desc', pageSize: 100, fields: 'files(id),nextPageToken' },
        ...(pageToken === null ? {} : { pageToken }),
        ...{ supportsAllDrives: true, includeItemsFromAllDrives: true },
      },
    })
    const page = readAnswer(files, answer)
    found.push(...page.files.map(({ id }) => id))
    if (page.nextPageToken === null) return found
    pageToken = page.nextPageToken
  }
}

/** Found by its mark, so that a person may rename and move it. */
async function backupFolder(context: Context): Promise<string> {
  const [known] = await listFiles(context, `mimeType = '${folderType}' and ${isMarked('interlock', 'folder')}`)
  if (known !== undefined) return known
  const json = { name: context.config.folderName, mimeType: folderType, appProperties: { interlock: 'folder' } }
  const answer = await context.http({ method: 'POST', path: '/drive/v3/files', query: { fields: 'id,name' }, json })
  return readAnswer(madeFile, answer).id
}

async function putBackup(context: Context, file: BackupFile, onProgress: (sent: number) => void): Promise<void> {
  const { name, mediaType, key, series } = file
  if ((await listFiles(context, isMarked('interlockKey', short(key)))).length > 0) return
  const appProperties = { interlock: short(series), interlockKey: short(key) }
  const metadata = { name, mimeType: mediaType, parents: [await backupFolder(context)], appProperties }
  await uploadInParts(context, { metadata, mediaType, source: file }, onProgress)
}

async function clearBackups(context: Context, series: string): Promise<number> {
  const all = await listFiles(context, isMarked('interlock', short(series)))
  const old = all.slice(context.config.keptBackups)
  for (const id of old) {
    await context.http({ method: 'DELETE', path: `/drive/v3/files/${id}`, query: { supportsAllDrives: true }, expects: 'anything' })
  }
  return old.length
}

const about = z.object({ user: z.object({ emailAddress: z.string().nullable().default(null) }) })

async function test({ http }: Context): Promise<TestFinding> {
  const answer = await http({ method: 'GET', path: '/drive/v3/about', query: { fields: 'user(emailAddress)' } })
  return { account: readAnswer(about, answer).user.emailAddress }
}

/** Files and back-ups in a Google account. Interlock sees only what it has put there. */
export const googleDriveConnector = defineConnector({
  type: 'google_drive',
  name: 'Google Drive',
  category: 'google',
  protocol: 'HTTP',
  auth: 'oauth2',
  config,
  credentials,
  http: { baseUrl: () => 'https://www.googleapis.com', judge: judgeGoogle },
  oauth: googleOauth('https://www.googleapis.com/auth/drive.file'),
  actions: { uploadFile: action({ input: upload, output: uploaded }, uploadFile) },
  sync: { kind: 'backup', put: putBackup, clear: clearBackups },
  test,
})
