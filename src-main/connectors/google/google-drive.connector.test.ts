import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer, type VendorRequest } from '../kit/test-vendor-spec.ts'
import { googleDriveConnector } from './google-drive.connector.ts'
import { startTestDrive } from './test-google-drive.ts'

const connect = (baseUrl: string) =>
  openTestConnector(googleDriveConnector, { config: { clientId: 'plant' }, baseUrl, accessToken: async () => 'ya29.token' })

/** `fields` is of every method of Google, and so in the description of none. */
const isOfAll = (complaint: string): boolean => !complaint.endsWith('has no query parameter fields')

async function connectChecked(answer: (request: VendorRequest, count: number) => VendorAnswer) {
  const vendor = await startTestVendor('google-drive.openapi.json', answer)
  return { vendor, drive: connect(vendor.url), complaints: () => vendor.complaints.filter(isOfAll) }
}

const content = Buffer.from('fatura, ş').toString('base64')
const made = { status: 200, body: { id: '1AbC', name: 'Fatura Şubat.pdf', webViewLink: 'https://drive.google.com/file/d/1AbC/view' } }

test('a file goes up with its name and folder, as Google describes it', async () => {
  const { vendor, drive, complaints } = await connectChecked(() => made)
  const output = await drive.run('uploadFile', { name: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content, folderId: '1FoLd' })
  expect([output, complaints()]).toEqual([{ fileId: '1AbC', name: 'Fatura Şubat.pdf', link: made.body.webViewLink }, []])
  const [request] = vendor.requests
  expect([request?.path, request?.query.get('uploadType'), request?.headers['content-type']]).toEqual([
    '/upload/drive/v3/files',
    'multipart',
    'multipart/related; boundary=interlock-part',
  ])
  const [, metadata, file] = request?.text.split('--interlock-part') ?? []
  expect(JSON.parse(metadata?.split('\r\n\r\n')[1] ?? '')).toEqual({
    name: 'Fatura Şubat.pdf',
    mimeType: 'application/pdf',
    parents: ['1FoLd'],
  })
  expect(Buffer.from(file?.split('\r\n\r\n')[1] ?? '', 'base64').toString()).toBe('fatura, ş')
})

test('a large file goes up in parts, and on where it stood after the connection broke and Google was down', async () => {
  const bytes = randomBytes(20 * 1024 * 1024)
  const drive = await startTestDrive()
  drive.breaks = 2
  drive.unavailable = 1
  const file = { name: 'Yedek.zip', mediaType: 'application/zip', content: bytes.toString('base64') }
  expect(await connect(drive.url).run('uploadFile', file)).toMatchObject({ fileId: 'file1', name: 'Yedek.zip' })
  expect(drive.files.map(({ name, bytes: stored }) => [name, stored.equals(bytes)])).toEqual([['Yedek.zip', true]])
  expect(drive.log.filter((line) => line.startsWith('PUT')).length).toBeGreaterThan(4)
})

test('the test asks whose drive it is', async () => {
  const { drive, complaints } = await connectChecked(() => ({ status: 200, body: { user: { emailAddress: 'plant@example.com' } } }))
  expect([(await drive.test()).finding, complaints()]).toEqual([{ account: 'plant@example.com' }, []])
})

test.each([
  ['no permission for the folder', 404, 'notFound', 'not_found'],
  ['a full drive', 403, 'storageQuotaExceeded', 'forbidden'],
  ['a quota', 403, 'dailyLimitExceeded', 'rate_limited'],
])('%s is told', async (_, code, reason, kind) => {
  const body = { error: { code, message: `no: ${reason}`, errors: [{ message: 'no', domain: 'global', reason }] } }
  const { drive } = await connectChecked(() => ({ status: code, headers: { 'retry-after': '3600' }, body }))
  const file = { name: 'a.pdf', mediaType: 'application/pdf', content, folderId: 'x' }
  await expect(drive.run('uploadFile', file)).rejects.toMatchObject({ kind, vendor: { code: reason, message: `no: ${reason}` } })
})
