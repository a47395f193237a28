import { queryOptions } from '@tanstack/react-query'

/** In the order of reading. */
export const guideNames = [
  'authentication',
  'idempotency',
  'errors',
  'limits',
  'pagination',
  'webhooks',
  'webhook-security',
  'live',
  'alarms',
  'versioning',
  'sandbox',
] as const

export type GuideName = (typeof guideNames)[number]

/** English is `limits.md`, the others `limits.tr.md` and `limits.id.md`. */
const files = import.meta.glob<string>('../../../docs/guides/*.md', { query: '?raw', import: 'default' })

/** The Markdown of a guide in a language, with this installation's address in its snippets. */
export const guideQuery = (name: GuideName, language: string) =>
  queryOptions({
    queryKey: ['guide', name, language],
    queryFn: async () => {
      const load = files[`../../../docs/guides/${name}${language === 'en' ? '' : `.${language}`}.md`]
      if (load === undefined) throw new Error(`There is no guide ${name} in ${language}`)
      return (await load()).replaceAll('http://127.0.0.1:4780', window.location.origin)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
