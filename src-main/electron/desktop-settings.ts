import ElectronStore from 'electron-store'
import { createSettingsStore, type SettingsStore, settingsFileOptions } from '../infra/settings/settings-store.ts'

/** The same file and schema as the headless host's, through Electron's store. */
export const openDesktopSettings = (dataDir: string): SettingsStore =>
  createSettingsStore({ dataDir, open: () => new ElectronStore({ ...settingsFileOptions(dataDir), name: 'settings' }) })
