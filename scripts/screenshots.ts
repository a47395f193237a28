import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { ensureChromium } from './chromium.ts'
import { startServer } from './interlock-process.ts'

/**
 * `npm run screenshots -- [--to DIR] [--language en,tr,id] [--scheme light,dark] [--size 1440x900,1024x700] [--page NAME,...]`: every page of the
 * sample plant, for looking at them; `all` stands for everything. Without arguments: the picture of the README.
 */

/** Their pages come from their declarations. */
const generated = [
  ...['assets', 'tickets', 'production-orders', 'production-outputs', 'work-orders', 'downtimes', 'incidents', 'near-misses'],
  ...['contacts', 'deals', 'quotes', 'meetings', 'inventory-items', 'stock-movements', 'subscriptions', 'credits'],
]

const pages: Readonly<Record<string, string>> = {
  login: '/login',
  overview: '/',
  jobs: '/jobs',
  job: '/jobs/9',
  'job-new': '/jobs/new',
  'job-edit': '/jobs/4/edit',
  'service-breakdown': '/jobs/9/service-breakdown',
  customers: '/customers',
  customer: '/customers/2',
  'customer-new': '/customers/new',
  ...Object.fromEntries(
    generated.flatMap((name) => [
      [name, `/${name}`],
      [`${name}-one`, `/${name}/1`],
      [`${name}-new`, `/${name}/new`],
    ]),
  ),
  invoices: '/invoices',
  invoice: '/invoices/1',
  'invoice-new': '/invoices/new?jobs=9',
  integrations: '/settings/integrations',
  'integration-connect': '/settings/integrations/connect/smtp',
  'integration-connect-sign-in': '/settings/integrations/connect/gmail',
  webhooks: '/settings/webhooks',
  'webhook-new': '/settings/webhooks/new',
  catchers: '/settings/webhooks/catchers',
  deliveries: '/settings/webhooks/deliveries',
  'api-keys': '/settings/api-keys',
  'api-docs': '/api-docs/guides/limits',
  'api-docs-reference': '/api-docs/reference/create_job',
  'api-docs-event': '/api-docs/events/job.completed',
  'api-docs-error': '/api-docs/errors/version_conflict',
  'api-key-new': '/settings/api-keys/new',
  'api-key-limits': '/settings/api-keys/limits',
  'api-key-limit-new': '/settings/api-keys/limits/new',
  'api-key-safety': '/settings/api-keys/safety',
  'oauth-clients': '/settings/oauth-clients',
  'oauth-client-new': '/settings/oauth-clients/new',
  events: '/events',
  requests: '/requests',
  alarms: '/alarms',
  'alarm-settings': '/settings/alarms',
  notifications: '/notifications',
  'notification-settings': '/settings/notifications',
  people: '/settings/people',
  person: '/settings/people/2',
  'person-new': '/settings/people/new',
  company: '/settings/company',
  messages: '/messages',
  'outgoing-calls': '/settings/outgoing-calls',
  retention: '/settings/retention',
  expiry: '/settings/expiry',
  account: '/settings/account',
  'not-found': '/no-such-page',
}

const { values } = parseArgs({
  options: {
    to: { type: 'string', default: 'docs/screenshots' },
    language: { type: 'string', default: 'en' },
    scheme: { type: 'string', default: 'light' },
    size: { type: 'string', default: '1440x900' },
    page: { type: 'string', default: 'overview' },
  },
})
const list = (text: string, all: readonly string[] = []): readonly string[] => (text === 'all' ? all : text.split(','))
const names = list(values.page, Object.keys(pages))

const dataDir = mkdtempSync(join(tmpdir(), 'interlock-screenshots-'))
const server = await startServer({ dataDir, entry: 'built', isDemo: true })
const browser = await chromium.launch({ executablePath: ensureChromium() })
mkdirSync(resolve(values.to), { recursive: true })
try {
  for (const language of list(values.language, ['tr', 'en', 'id']))
    for (const scheme of list(values.scheme, ['light', 'dark']))
      for (const size of list(values.size, ['1440x900', '1024x700'])) await shoot(browser, { language, scheme, size })
} finally {
  await browser.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

interface Look {
  readonly language: string
  readonly scheme: string
  readonly size: string
}

async function shoot(from: Browser, { language, scheme, size }: Look): Promise<void> {
  const [width = 1440, height = 900] = size.split('x').map(Number)
  const context = await from.newContext({ viewport: { width, height }, colorScheme: scheme === 'dark' ? 'dark' : 'light' })
  await context.addInitScript((chosen) => localStorage.setItem('interlock.language', JSON.stringify(chosen)), language)
  const page = await context.newPage()
  await page.goto(`${server.url}/login`)
  if (names.includes('login')) await keep('login')
  await page.locator('input[type=email]').fill('ayse@ozturkmakina.example')
  await page.locator('input[type=password]').fill(/with the password (\S+)/.exec(server.output().stdout)?.[1] ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
  for (const name of names.filter((wanted) => wanted !== 'login')) {
    await page.goto(server.url + pages[name])
    await keep(name)
  }
  await context.close()

  async function keep(name: string): Promise<void> {
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: join(values.to, `${name}-${language}-${scheme}-${size}.png`) })
  }
}
