import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance, type i18n } from 'i18next'
import { type Locale, locales } from '../../contract/fields.ts'
import type { Wording } from '../alarms/alarm-words.contract.ts'

const namespaces = ['notifications', 'alarms', 'expiry']

/** The words of notifications in each language, read with the first message that needs them. */
export function createNotificationTexts(localesDir: string): (language: Locale) => Wording {
  let texts: i18n | undefined
  const file = (language: Locale, namespace: string): object =>
    JSON.parse(readFileSync(join(localesDir, language, `${namespace}.json`), 'utf8')) // our own files of texts
  function load(): i18n {
    const resources = Object.fromEntries(
      locales.map((language) => [language, Object.fromEntries(namespaces.map((namespace) => [namespace, file(language, namespace)]))]),
    )
    const instance = createInstance()
    void instance.init({ lng: 'en', fallbackLng: 'en', resources, ns: namespaces, interpolation: { escapeValue: false } })
    return instance
  }
  return (language) => {
    texts ??= load()
    const text = texts.getFixedT(language)
    const { format } = new Intl.NumberFormat(language)
    return { text: (key, values) => text(key, values), number: format }
  }
}
