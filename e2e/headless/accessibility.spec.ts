import { expect } from '@playwright/test'
import { violationsOf } from './accessibility.ts'
import { signIn, test } from './test-plant.ts'

const paths = [
  '/',
  '/jobs',
  '/jobs/new',
  '/jobs/9',
  '/customers',
  // One of each kind of page that is made from a declaration.
  '/assets',
  '/assets/new',
  '/tickets/new',
  '/work-orders/new',
  '/production-outputs/new',
  // With numbers above its list.
  '/credits',
  '/customers/1',
  '/invoices',
  '/invoices/new',
  '/settings/webhooks',
  '/settings/webhooks/new',
  '/settings/webhooks/catchers',
  '/settings/webhooks/deliveries',
  '/settings/api-keys',
  '/settings/api-keys/new',
  '/settings/oauth-clients',
  '/settings/oauth-clients/new',
  '/events',
  '/api-docs/guides/limits',
  '/api-docs/reference/create_job',
  '/api-docs/events/job.completed',
  '/api-docs/errors/rate_limited',
  '/requests',
  '/alarms',
  '/settings/alarms',
  '/notifications',
  '/settings/notifications',
  '/settings/company',
  '/settings/outgoing-calls',
  '/settings/retention',
  '/settings/expiry',
  '/settings/people',
  '/settings/integrations',
  '/settings/integrations/connect/smtp',
  '/settings/integrations/connect/gmail',
  '/settings/api-keys/limits',
  '/settings/api-keys/limits/new',
  '/settings/account',
]

/** On a busy machine axe takes its time. */
const secondsAPage = 12

// What is wrong is said in words; a trace of all of this costs more than looking.
test.use({ trace: 'off' })

test('every page is free of serious accessibility violations at 1024x700, light and dark', async ({ page, demoPlant }) => {
  test.setTimeout(secondsAPage * 1_000 * paths.length)
  await page.setViewportSize({ width: 1024, height: 700 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, demoPlant)
  for (const path of paths) {
    await page.goto(demoPlant.url + path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await violationsOf(page), path).toEqual([])
  }
})
