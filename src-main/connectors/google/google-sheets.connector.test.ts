import { describe, expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer, type VendorRequest } from '../kit/test-vendor-spec.ts'
import { rangeOf } from './a1-notation.ts'
import { googleSheetsConnector } from './google-sheets.connector.ts'

async function connect(answer: (request: VendorRequest, count: number) => VendorAnswer) {
  const vendor = await startTestVendor('google-sheets.openapi.json', answer)
  const connector = openTestConnector(googleSheetsConnector, {
    config: { clientId: 'plant' },
    baseUrl: vendor.url,
    accessToken: () => Promise.resolve('ya29.token'),
  })
  return { vendor, connector }
}

const id = '1AbC_dEf-123'
const updates = { spreadsheetId: id, updatedRange: "'Sayfa 1'!A5:C6", updatedRows: 2, updatedColumns: 3, updatedCells: 6 }
const appended = { status: 200, body: { spreadsheetId: id, updates } }

test.each([
  ['Üretim', null, "'Üretim'"],
  ['Sayfa 1', 'A:C', "'Sayfa 1'!A:C"],
  ["Ali'nin listesi", 'B2:D10', "'Ali''nin listesi'!B2:D10"],
  ['A1', 'A1', "'A1'!A1"],
])('the sheet %s with the cells %s is %s', (sheet, cells, range) => expect(rangeOf(sheet, cells)).toBe(range))

test('rows are appended as they are, below the table', async () => {
  const { vendor, connector } = await connect(() => appended)
  const rows = [
    ['0555 111 22 33', '=1+1', 12.5],
    ['Şerit kesim', true, null],
  ]
  expect(await connector.run('appendRows', { spreadsheetId: id, sheet: 'Sayfa 1', cells: 'a:c', rows })).toEqual({
    range: "'Sayfa 1'!A5:C6",
    rows: 2,
    cells: 6,
  })
  expect(vendor.complaints).toEqual([])
  const [request] = vendor.requests
  expect([request?.path, Object.fromEntries(request?.query ?? []), request?.body, request?.headers.authorization]).toEqual([
    `/v4/spreadsheets/${id}/values/'Sayfa%201'!A%3AC:append`,
    { valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS' },
    { majorDimension: 'ROWS', values: rows },
    'Bearer ya29.token',
  ])
})

test('the address of a spreadsheet is as good as its id, and texts are read as typed only where that is asked for', async () => {
  const { vendor, connector } = await connect(() => appended)
  const spreadsheetId = `https://docs.google.com/spreadsheets/d/${id}/edit#gid=0`
  await connector.run('appendRows', { spreadsheetId, sheet: 'Sayfa/2', rows: [['=SUM(A1:A2)']], input: 'USER_ENTERED' })
  expect(vendor.complaints).toEqual([])
  const [request] = vendor.requests
  expect([request?.path, request?.query.get('valueInputOption')]).toEqual([
    `/v4/spreadsheets/${id}/values/'Sayfa%2F2':append`,
    'USER_ENTERED',
  ])
})

test('a range is read with numbers as numbers; an empty one has no rows', async () => {
  const answer = (body: object) => ({ status: 200, body: { range: "'Stok'!A1:B2", majorDimension: 'ROWS', ...body } })
  const { vendor, connector } = await connect((_, count) => answer(count === 1 ? { values: [['Sac', 12.5], ['Boru']] } : {}))
  const read = () => connector.run('readRange', { spreadsheetId: id, sheet: 'Stok', cells: 'A1:B2' })
  expect([await read(), await read()]).toEqual([
    { range: "'Stok'!A1:B2", rows: [['Sac', 12.5], ['Boru']] },
    { range: "'Stok'!A1:B2", rows: [] },
  ])
  expect(vendor.complaints).toEqual([])
  expect(Object.fromEntries(vendor.requests[0]?.query ?? [])).toEqual({
    valueRenderOption: 'UNFORMATTED_VALUE',
    dateTimeRenderOption: 'FORMATTED_STRING',
  })
})

test('a spreadsheet is created with its sheets', async () => {
  const url = `https://docs.google.com/spreadsheets/d/${id}/edit`
  const { vendor, connector } = await connect(() => ({ status: 200, body: { spreadsheetId: id, spreadsheetUrl: url } }))
  const made = await connector.run('createSpreadsheet', { title: 'Üretim 2026', sheets: ['Ocak', 'Şubat'], locale: 'tr_TR' })
  expect([made, vendor.complaints]).toEqual([{ spreadsheetId: id, url }, []])
  expect(vendor.requests[0]?.body).toEqual({
    properties: { title: 'Üretim 2026', locale: 'tr_TR' },
    sheets: [{ properties: { title: 'Ocak' } }, { properties: { title: 'Şubat' } }],
  })
})

describe('what Google refuses', () => {
  const refusal = (code: number, status: string, reason: string) => ({
    status: code,
    body: { error: { code, message: `no: ${reason}`, status, errors: [{ message: 'no', domain: 'global', reason }] } },
  })

  test.each([
    [refusal(403, 'PERMISSION_DENIED', 'forbidden'), 'forbidden'],
    [refusal(403, 'PERMISSION_DENIED', 'accessNotConfigured'), 'forbidden'],
    [refusal(404, 'NOT_FOUND', 'notFound'), 'not_found'],
    [refusal(400, 'INVALID_ARGUMENT', 'badRequest'), 'rejected'],
    [{ status: 500, body: { error: { code: 500, message: 'backend', status: 'INTERNAL' } } }, 'vendor_down'],
    [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sorry…</html>' }, 'not_json'],
  ])('%j is %s, and is not sent again', async (answer, kind) => {
    const { vendor, connector } = await connect(() => answer)
    await expect(connector.run('appendRows', { spreadsheetId: id, sheet: 'A', rows: [[1]] })).rejects.toMatchObject({ kind })
    expect(vendor.requests).toHaveLength(1)
  })

  test.each([
    ['429', { ...refusal(429, 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED'), headers: { 'retry-after': '0' } }],
    ['403', refusal(403, 'PERMISSION_DENIED', 'userRateLimitExceeded')],
  ])('a limit that comes with %s is waited for', async (_, limit) => {
    const { vendor, connector } = await connect((_request, count) => (count === 1 ? limit : appended))
    await connector.run('appendRows', { spreadsheetId: id, sheet: 'A', rows: [[1]] })
    expect(vendor.requests).toHaveLength(2)
  })
})

test.each([
  ['an address of something else', { spreadsheetId: 'https://docs.google.com/document/d/x/edit' }],
  ['cells that are none', { cells: 'A1:B2:C3' }],
  ['no rows', { rows: [] }],
])('refuses %s before anything is sent', async (_, given) => {
  const { vendor, connector } = await connect(() => appended)
  await expect(
    Promise.resolve().then(() => connector.run('appendRows', { spreadsheetId: id, sheet: 'A', rows: [[1]], ...given })),
  ).rejects.toThrow()
  expect(vendor.requests).toEqual([])
})
