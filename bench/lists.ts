import { type Server, startServer } from '../scripts/interlock-process.ts'
import { type Figure, median, quantile } from './figure.ts'
import { createFixture } from './fixture.ts'

const jobs = 1_000_000
const pageSize = 20
const farPage = 10_000
const largestPage = 100
const samples = 400

/** One list with filter and sort over a million jobs, a caller at a time: its first page and its ten thousandth by cursor. */
export async function benchLists(): Promise<Figure[]> {
  const fixture = await createFixture(jobs, false)
  const server = await startServer({ dataDir: fixture.dataDir, entry: 'built' })
  try {
    const list = createList(server, fixture.key)
    const cursor = await cursorAt(list, pageSize * (farPage - 1))
    const first = await timesOf(() => list(''))
    const far = await timesOf(() => list(`&page[after]=${cursor}`))
    return [
      { name: 'list of 1 M, page 1, p99', unit: 'ms', ours: quantile(first, 0.99), control: undefined, target: { atMost: 20 } },
      { name: `list of 1 M, page ${farPage}, p99`, unit: 'ms', ours: quantile(far, 0.99), control: undefined, target: { atMost: 20 } },
      { name: `page ${farPage} against page 1`, unit: 'ms', ours: median(far), control: median(first), target: { atMost: 1.5 } },
    ]
  } finally {
    await server.stop()
    fixture.remove()
  }
}

type List = (more: string, limit?: number) => Promise<{ readonly pagination: { readonly next_cursor: string } }>

function createList({ url }: Server, key: string): List {
  let calls = 0
  return async (more, limit = pageSize) => {
    calls += 1
    // Another bound each time, beyond every row: the cache of answers has none of them.
    const query = `status=planned&created_at[lte]=2099-01-01T00:00:00.${calls}Z&sort=due_date&page[limit]=${limit}${more}`
    const response = await fetch(`${url}/api/v1/jobs?${query}`, { headers: { 'x-api-key': key } })
    if (response.status !== 200) throw new Error(`the list answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Awaited<ReturnType<List>> // the list's contract
  }
}

/** Walks through the list by its largest pages. */
async function cursorAt(list: List, rows: number): Promise<string> {
  let cursor = ''
  for (let read = 0; read < rows; read += largestPage)
    cursor = (await list(cursor === '' ? '' : `&page[after]=${cursor}`, Math.min(largestPage, rows - read))).pagination.next_cursor
  return cursor
}

async function timesOf(call: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    const startedAt = performance.now()
    await call()
    times.push(performance.now() - startedAt)
  }
  return times
}
