import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { documentFixture } from './pdf-document.fixture.ts'
import { createPdfRenderer, type PdfRenderer, type PdfRendererOptions } from './pdf-renderer.ts'

const workerFile = new URL('./pdf.worker.ts', import.meta.url)
const fontsDir = fileURLToPath(new URL('../../../resources/fonts', import.meta.url))

function rendererOf(options: Partial<PdfRendererOptions> = {}): PdfRenderer {
  const renderer = createPdfRenderer({ workerFile, fontsDir, ...options })
  onTestFinished(() => renderer.close())
  return renderer
}
const workers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker').length

it('prints in a worker, the same bytes each time', async () => {
  const renderer = rendererOf()
  const [first, second] = await Promise.all([renderer.render(documentFixture()), renderer.render(documentFixture())])
  expect(Buffer.from(first.subarray(0, 5)).toString()).toBe('%PDF-')
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
})

it('starts no worker before the first document, ends it when idle, and prints again after that', async () => {
  const before = workers()
  const renderer = rendererOf({ idleTimeoutMs: 50 })
  expect(workers()).toBe(before)
  await renderer.render(documentFixture())
  await expect.poll(workers, { timeout: 5_000 }).toBe(before)
  expect((await renderer.render(documentFixture())).byteLength).toBeGreaterThan(10_000)
})

it('turns a failure into a plain error with its reason, and goes on', async () => {
  const renderer = rendererOf()
  const logo = { mediaType: 'image/png', base64: 'AAAA' } as const
  const broken = renderer.render(documentFixture({ issuer: { ...documentFixture().issuer, logo } }))
  await expect(broken).rejects.toThrow('Printing failed: The logo cannot be read as a PNG or JPEG image of at most 4 megapixels.')
  expect((await renderer.render(documentFixture())).byteLength).toBeGreaterThan(10_000)
})

it('says when its fonts are missing', async () => {
  await expect(rendererOf({ fontsDir: '/nonexistent' }).render(documentFixture())).rejects.toThrow(
    /^Printing failed: ENOENT.*inter-regular/,
  )
})

it('says when its worker cannot start, to everyone who waits', async () => {
  const renderer = rendererOf({ workerFile: new URL('./nonexistent.worker.ts', import.meta.url) })
  const answers = await Promise.allSettled([renderer.render(documentFixture()), renderer.render(documentFixture())])
  for (const answer of answers)
    expect(String(answer.status === 'rejected' && answer.reason)).toMatch(/Printing failed: .*nonexistent\.worker/)
})

it('gives up a document that takes too long, and goes on with those behind it', async () => {
  const renderer = rendererOf({ timeoutMs: 1_500 })
  const line = { description: 'x', quantity: 1, unit: 'ad', unitPrice: 1, taxRate: 20 }
  const endless = renderer.render(documentFixture({ lines: Array.from({ length: 60_000 }, () => line) }))
  const next = Array.from({ length: 3 }, () => renderer.render(documentFixture()).catch(() => renderer.render(documentFixture())))
  await expect(endless).rejects.toThrow('Printing failed: ')
  for (const bytes of await Promise.all(next)) expect(bytes.byteLength).toBeGreaterThan(10_000)
})

it('refuses as overloaded what it cannot queue', async () => {
  const renderer = rendererOf({ maxQueued: 2 })
  const answers = await Promise.allSettled(Array.from({ length: 6 }, () => renderer.render(documentFixture())))
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))
  expect(refused.length).toBeGreaterThan(0)
  expect(new Set(refused)).toEqual(new Set(['overloaded']))
  expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true)
})

it('refuses after it is closed, and closing lets nothing hang', async () => {
  const renderer = rendererOf()
  const waiting = Promise.allSettled([renderer.render(documentFixture()), renderer.render(documentFixture())])
  await renderer.close()
  expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(renderer.render(documentFixture())).rejects.toThrow('closed')
})
