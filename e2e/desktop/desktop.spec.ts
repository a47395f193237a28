import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import { findElectron } from '../../scripts/electron-binary.ts'
import { root } from '../../scripts/run-command.ts'

const electron = findElectron({ mayDownload: false })
const whyNot = 'whyNot' in electron ? electron.whyNot : ''

test.describe('the desktop app', () => {
  // biome-ignore lint/suspicious/noSkippedTests: Electron's binary cannot be had on every machine; the reason is printed
  test.skip(whyNot !== '', `The desktop app does not run here: ${whyNot}.`)
  if (whyNot !== '') console.log(`e2e/desktop is skipped: ${whyNot}.`)

  test('opens our own page with the bridge and without Node, and keeps everything else out', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'interlock-desktop-'))
    const app = await _electron.launch({
      executablePath: 'path' in electron ? electron.path : '',
      args: ['.', `--data-dir=${dataDir}`],
      cwd: root,
    })
    try {
      const page = await app.firstWindow()
      await expect(page).toHaveTitle(/Interlock/)
      expect(new URL(page.url()).hostname).toBe('127.0.0.1')

      const inPage = await page.evaluate(async () => ({
        hasNode: 'process' in window || 'require' in window,
        info: await (window as unknown as { desktop: { appInfo(): Promise<{ dataDir: string }> } }).desktop.appInfo(), // the bridge of the preload
        popup: window.open('http://example.invalid/') === null,
      }))
      expect(inPage).toMatchObject({ hasNode: false, info: { dataDir }, popup: true })

      const before = page.url()
      await page.evaluate(() => window.location.assign('http://example.invalid/'))
      await page.waitForLoadState()
      expect(page.url()).toBe(before)
    } finally {
      await app.close()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})
