import { createInstance, type i18n as I18n, type ResourceKey } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Locale, locales } from '../../src-main/contract/fields.ts'
import { readStored, writeStored } from './stored.ts'

/** One file a namespace; a feature adds its own in each language and nothing here. Loaded only for the chosen language. */
const files = import.meta.glob<ResourceKey>('../../resources/locales/*/*.json', { import: 'default' })

/** Each language in its own words, for whoever cannot read the one that is set. */
export const languageNames: Readonly<Record<Locale, string>> = { tr: 'Türkçe', en: 'English', id: 'Bahasa Indonesia' }

const isLocale = (language: string | undefined): language is Locale => locales.some((known) => known === language)

/** The person's choice in this browser, then what they chose elsewhere, then the system's languages, then English. */
export function chooseLanguage(stored: string | undefined, profile: string | null | undefined, system: readonly string[]): Locale {
  const wanted = [stored, profile ?? undefined, ...system.map((tag) => tag.split('-')[0]?.toLowerCase())]
  return wanted.find(isLocale) ?? 'en'
}

export const storedLanguage = (): string | undefined => readStored<string>('language')

async function loadNamespaces(i18n: I18n, language: Locale): Promise<void> {
  const wanted = Object.entries(files).filter(([path]) => path.includes(`/locales/${language}/`))
  await Promise.all(
    wanted.map(async ([path, load]) =>
      i18n.addResourceBundle(language, path.slice(path.lastIndexOf('/') + 1, -'.json'.length), await load()),
    ),
  )
}

/** Switches the window's language, after its texts are here. */
export async function changeLanguage(i18n: I18n, language: Locale): Promise<void> {
  await loadNamespaces(i18n, language)
  await i18n.changeLanguage(language)
  document.documentElement.lang = language
}

export async function chooseAndKeepLanguage(i18n: I18n, language: Locale): Promise<void> {
  await changeLanguage(i18n, language)
  writeStored('language', language)
}

export async function createI18n(): Promise<I18n> {
  const i18n = createInstance()
  await i18n.use(initReactI18next).init({
    lng: chooseLanguage(storedLanguage(), undefined, navigator.languages),
    fallbackLng: false,
    defaultNS: 'app',
    resources: {},
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
  })
  await changeLanguage(i18n, chooseLanguage(storedLanguage(), undefined, navigator.languages))
  return i18n
}
