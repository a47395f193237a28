import { defineConfig } from '@playwright/test'
import { ensureChromium } from './scripts/chromium.ts'

// NB: the workers load this file again; through the environment they get what the first process found.
const isWorker = process.env['TEST_WORKER_INDEX'] !== undefined
if (!isWorker) process.env['INTERLOCK_CHROMIUM'] = ensureChromium()
const executablePath = process.env['INTERLOCK_CHROMIUM'] ?? ''

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  projects: [
    {
      name: 'headless',
      testDir: 'e2e/headless',
      use: {
        browserName: 'chromium',
        locale: 'en-US',
        viewport: { width: 1440, height: 900 },
        trace: 'retain-on-failure',
        launchOptions: {
          executablePath,
          args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
        },
      },
    },
    { name: 'desktop', testDir: 'e2e/desktop' },
  ],
})
