import Conf from 'conf'
import { createSettingsStore, type SettingsStore, settingsFileOptions } from './settings-store.ts'

/** The machine's settings for a host without Electron: `<dataDir>/settings.json`, written atomically. */
export const openHeadlessSettings = (dataDir: string): SettingsStore =>
  createSettingsStore({ dataDir, open: () => new Conf({ ...settingsFileOptions(dataDir), configName: 'settings' }) })
