import { z } from 'zod'
import { action, type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { ConnectorFailure } from '../kit/failure.ts'
import { line } from '../kit/fields.ts'
import { oauthClient } from '../kit/oauth-rules.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { rangeOf } from './a1-notation.ts'
import { googleOauth, judgeGoogle, readGoogleAccount } from './google-api.ts'

const config = z.strictObject(oauthClient.config)
const credentials = z.strictObject(oauthClient.credentials)

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

/** The id, or the address of the spreadsheet as the browser shows it, which has the id in it. */
const spreadsheetId = z
  .string()
  .trim()
  .max(500)
  .overwrite((text) => /\/spreadsheets\/d\/([\w-]+)/.exec(text)?.[1] ?? text)
  .regex(/^[\w-]{1,200}$/, 'must be the id or the address of a spreadsheet')

const sheetName = line.min(1).max(100)

const cells = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{1,3}\d{0,7}(?::[A-Z]{1,3}\d{0,7})?$/, 'must be cells such as A:C or B2:D10')
  .nullable()
  .default(null)

const cell = z.union([z.string().max(50_000), z.number(), z.boolean(), z.null()])
const rows = z.array(z.array(cell).max(1_000)).max(10_000)

const append = z.strictObject({
  spreadsheetId,
  sheet: sheetName,
  cells: cells.describe('Where the table is; the first table of the sheet unless it is given.'),
  rows: rows.min(1),
  input: z
    .enum(['RAW', 'USER_ENTERED'])
    .default('RAW')
    .describe(
      'RAW keeps each value as it is. USER_ENTERED reads texts as if somebody typed them: 0555… loses its zero, =… becomes a formula.',
    ),
})

const appended = z.object({ range: z.string(), rows: z.int(), cells: z.int() })

/** What Google says of an append. NB: it leaves out zeros. */
const appendAnswer = z.object({
  updates: z.object({ updatedRange: z.string(), updatedRows: z.int().default(0), updatedCells: z.int().default(0) }),
})

const pathOf = (id: string, range: string): string => `/v4/spreadsheets/${id}/values/${encodeURIComponent(range)}`

/** NB: Google has no idempotency key here, so that an append that may have arrived is not sent again. */
async function appendRows({ http }: Context, given: z.output<typeof append>): Promise<z.input<typeof appended>> {
  const answer = await http({
    method: 'POST',
    path: `${pathOf(given.spreadsheetId, rangeOf(given.sheet, given.cells))}:append`,
    query: { valueInputOption: given.input, insertDataOption: 'INSERT_ROWS' },
    json: { majorDimension: 'ROWS', values: given.rows },
  })
  const { updates } = readAnswer(appendAnswer, answer)
  return { range: updates.updatedRange, rows: updates.updatedRows, cells: updates.updatedCells }
}

const read = z.strictObject({
  spreadsheetId,
  sheet: sheetName,
  cells,
  values: z
    .enum(['UNFORMATTED_VALUE', 'FORMATTED_VALUE', 'FORMULA'])
    .default('UNFORMATTED_VALUE')
    .describe('Numbers as numbers, as the sheet shows them, or the formulas.'),
})

const readRows = z.object({ range: z.string(), rows })

const valueRange = z.object({ range: z.string(), values: rows.default([]) })

async function readRange({ http }: Context, given: z.output<typeof read>): Promise<z.input<typeof readRows>> {
  const answer = await http({
    method: 'GET',
    path: pathOf(given.spreadsheetId, rangeOf(given.sheet, given.cells)),
    query: { valueRenderOption: given.values, dateTimeRenderOption: 'FORMATTED_STRING' },
  })
  const { range, values } = readAnswer(valueRange, answer)
  return { range, rows: values }
}

const create = z.strictObject({
  title: line.min(1),
  sheets: z.array(sheetName).min(1).max(50).default(['Sheet1']).describe('Names of its sheets.'),
  locale: z
    .enum(['tr_TR', 'en_US', 'id_ID'])
    .nullable()
    .default(null)
    .describe('How it writes numbers and dates; as the account unless given.'),
})

const created = z.object({ spreadsheetId: z.string(), url: z.string() })

const spreadsheet = z.object({ spreadsheetId: z.string(), spreadsheetUrl: z.string() })

async function createSpreadsheet({ http }: Context, { title, sheets, locale }: z.output<typeof create>): Promise<z.input<typeof created>> {
  const answer = await http({
    method: 'POST',
    path: '/v4/spreadsheets',
    json: {
      properties: { title, ...(locale === null ? {} : { locale }) },
      sheets: sheets.map((name) => ({ properties: { title: name } })),
    },
  })
  const made = readAnswer(spreadsheet, answer)
  return { spreadsheetId: made.spreadsheetId, url: made.spreadsheetUrl }
}

/** Reads a spreadsheet that there is not: an account that may and a project with the API are told so, others that they may not. */
async function test(context: Context): Promise<TestFinding> {
  const account = await readGoogleAccount(context)
  await context.http({ method: 'GET', path: '/v4/spreadsheets/interlock-test' }).catch((error) => {
    if (!(error instanceof ConnectorFailure && error.kind === 'not_found')) throw error
  })
  return { account }
}

/** Spreadsheets of a Google account. */
export const googleSheetsConnector = defineConnector({
  type: 'google_sheets',
  name: 'Google Sheets',
  category: 'google',
  protocol: 'HTTP',
  auth: 'oauth2',
  config,
  credentials,
  http: { baseUrl: () => 'https://sheets.googleapis.com', judge: judgeGoogle },
  oauth: googleOauth('https://www.googleapis.com/auth/spreadsheets'),
  actions: {
    appendRows: action({ input: append, output: appended }, appendRows),
    readRange: action({ input: read, output: readRows }, readRange),
    createSpreadsheet: action({ input: create, output: created }, createSpreadsheet),
  },
  test,
})
