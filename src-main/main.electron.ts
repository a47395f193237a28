import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { assetsOf } from './app/assets.ts'
import { parseConfig } from './app/config.ts'
import { createApp } from './app/create-app.ts'
import { startDesktop } from './electron/start-desktop.ts'

const outMainDir = dirname(fileURLToPath(import.meta.url))
const assets = assetsOf(import.meta.url)

// NB: the browser profile goes with the data folder; it also carries the lock of the single instance.
const chosenDir = app.commandLine.getSwitchValue('data-dir')
if (chosenDir !== '') app.setPath('userData', join(chosenDir, 'browser'))
const dataDir = chosenDir === '' ? join(app.getPath('userData'), 'data') : chosenDir

// NB: not awaited; Electron gets ready only after its entry module is through, so waiting for it here would wait for ever.
void startDesktop({
  dataDir,
  resourcesDir: join(outMainDir, '..', '..', 'resources'),
  preloadPath: join(outMainDir, '..', 'preload', 'preload.cjs'),
  createApp: ({ vault, settings }) => {
    const { host, port, redisUrl } = settings.read()
    const config = parseConfig({ dataDir, host, port, logLevel: 'info', redisUrl }, { version: app.getVersion(), isDemo: false, assets })
    return createApp(config, { kind: 'desktop', vault })
  },
})
