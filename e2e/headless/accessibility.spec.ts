import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
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
const secondsAPage = 8

for (const scheme of ['light', 'dark'] as const) {
  test(`every page is free of serious accessibility violations at 1024x700, ${scheme}`, async ({ page, demoPlant }) => {
    test.setTimeout(secondsAPage * 1_000 * paths.length)
    await page.setViewportSize({ width: 1024, height: 700 })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await signIn(page, demoPlant)
    for (const path of paths) {
      await page.goto(demoPlant.url + path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([])
    }
  })
}
