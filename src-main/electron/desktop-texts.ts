import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance, type TFunction } from 'i18next'
import { type Language, languages } from '../infra/settings/settings-schema.ts'

/** The texts of menu, tray and dialogs: the person's language, else the operating system's, else English. */
export async function loadDesktopTexts(options: {
  readonly resourcesDir: string
  readonly language: Language | undefined
  readonly systemLocale: string
}): Promise<TFunction> {
  const system = languages.find((language) => options.systemLocale.toLowerCase().startsWith(language))
  const language = options.language ?? system ?? 'en'
  const file = join(options.resourcesDir, 'locales', language, 'desktop.json')
  const texts: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return createInstance().init({
    lng: language,
    resources: { [language]: { desktop: texts as Record<string, string> } },
    ns: 'desktop',
    defaultNS: 'desktop',
  }) // our own flat file of strings
}
