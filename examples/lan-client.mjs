// A system on the LAN at work: it creates a customer and a job, carries the job to its end, bills it and saves the proforma invoice.
// Needs nothing but Node 20 or newer:
//
//   INTERLOCK_URL=http://127.0.0.1:4780 INTERLOCK_KEY=live_… node lan-client.mjs
//
// The key needs the scope `write`. The PDF is saved to the folder in INTERLOCK_OUT, or here.
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const baseUrl = process.env.INTERLOCK_URL ?? 'http://127.0.0.1:4780'
const key = process.env.INTERLOCK_KEY
const outDir = process.env.INTERLOCK_OUT ?? '.'

const maxAttempts = 5

/**
 * Calls the API. No answer, 429, 5xx and a first attempt that still runs are tried again, five attempts in all, with exponential backoff and
 * jitter, never sooner than Retry-After says. Every attempt of a write carries the same idempotency key, so that a write whose answer got lost happens once.
 */
async function call(method, path, body) {
  const headers = { 'X-API-Key': key }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (method !== 'GET') headers['X-Idempotency-Key'] = randomUUID()
  const request = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await send(path, request)
    if (outcome.response?.ok) return outcome.response
    if (!outcome.mayRetry || attempt === maxAttempts) throw new Error(`${method} ${path}: ${outcome.reason}`)
    const waitMs = Math.max(outcome.retryAfterMs, 500 * 2 ** (attempt - 1) * (0.5 + Math.random()))
    console.log(`  ${outcome.reason} Attempt ${attempt + 1} of ${maxAttempts} in ${(waitMs / 1000).toFixed(1)} s.`)
    await delay(waitMs)
  }
}

async function send(path, request) {
  let response
  try {
    response = await fetch(new URL(path, baseUrl), { ...request, signal: AbortSignal.timeout(30_000) })
  } catch (error) {
    return { mayRetry: true, retryAfterMs: 0, reason: `No answer (${error.cause?.code ?? error.message}).` }
  }
  if (response.ok) return { response }
  const problem = await response.json().catch(() => ({})) // an error of a proxy in between may have another body
  const fix = problem.details?.fix ?? ''
  return {
    mayRetry: response.status === 429 || response.status >= 500 || problem.code === 'idempotency_in_progress',
    retryAfterMs: 1000 * (Number(response.headers.get('Retry-After')) || 0),
    reason: `${response.status} ${problem.code ?? ''}: ${problem.message ?? ''} ${fix}`,
  }
}

const callJson = async (method, path, body) => (await call(method, path, body)).json()

async function createCustomer() {
  const customer = await callJson('POST', '/api/v1/customers', {
    name: 'Çağrı Şişe İmalat A.Ş.',
    tax_office: 'Gebze',
    tax_number: '1234567890',
    address: 'Cumhuriyet Mah. 44, Çayırova',
    city: 'Kocaeli',
    country: 'Türkiye',
  })
  console.log(`Created customer ${customer.customer_key}, ${customer.name}`)
  return customer
}

/** Prices are whole kuruş: 65000 is 650.00 TRY. */
async function createJob(customer) {
  const job = await callJson('POST', '/api/v1/jobs', {
    title: 'Ağır şase montajı, 3 adet',
    customer_id: customer.id,
    reference: 'PO-7741',
    lines: [
      { description: 'Şase montaj işçiliği', quantity: 36, unit: 'sa', unit_price: 65_000, tax_rate: 20 },
      { description: 'S355 çelik profil', quantity: 420.5, unit: 'kg', unit_price: 3_850, tax_rate: 20 },
      { description: 'Nakliye, Gebze', quantity: 1, unit: 'sefer', unit_price: 120_000, tax_rate: 10 },
    ],
  })
  console.log(`Created job ${job.job_key}, ${job.title}: ${money(job.net_amount, job.currency)} before VAT`)
  return job
}

async function move(job, to) {
  const moved = await callJson('POST', `/api/v1/jobs/${job.job_key}/transitions`, { to })
  console.log(`Moved ${moved.job_key} to ${moved.status}`)
}

async function bill(job) {
  const invoice = await callJson('POST', '/api/v1/invoices', { job_ids: [job.id], notes: 'Teslim: 5 iş günü.' })
  console.log(`Issued ${invoice.invoice_key}: ${money(invoice.total, invoice.currency)} with VAT`)
  return invoice
}

async function savePdf(invoice) {
  const response = await call('GET', `/api/v1/invoices/${invoice.invoice_key}/pdf`)
  const file = join(outDir, `${invoice.invoice_key}.pdf`)
  await writeFile(file, Buffer.from(await response.arrayBuffer()))
  console.log(`Saved ${file}`)
}

const money = (minorUnits, currency) => `${(minorUnits / 100).toFixed(2)} ${currency}`

async function main() {
  if (!key) throw new Error('Set INTERLOCK_KEY to an API key with the scope write; create one under Settings, API keys.')
  const job = await createJob(await createCustomer())
  for (const status of ['planned', 'in_progress', 'completed']) await move(job, status)
  await savePdf(await bill(job))
}

main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
