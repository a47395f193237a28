import type { Locale } from './fields.ts'

/** One entry of the API's changelog. */
export interface ApiChange {
  /** The day on which it came. */
  readonly date: string
  readonly kind: 'added' | 'changed' | 'deprecated' | 'removed'
  /** The revision that brings it, where old clients have to be told apart. */
  readonly revision?: string
  readonly text: Readonly<Record<Locale, string>>
}

/** What has changed in the public API, the newest first. */
export const apiChangelog: readonly ApiChange[] = [
  {
    date: '2026-11-01',
    kind: 'added',
    revision: '2026-11-01',
    text: {
      en: 'The first revision of v1: records with lists, filters, bulk writes and transitions; idempotency keys, rate limits and signed webhooks.',
      tr: 'v1’in ilk sürümü: listeler, filtreler, toplu yazma ve durum geçişleriyle kayıtlar; idempotency anahtarları, istek sınırları ve imzalı webhook’lar.',
      id: 'Revisi pertama v1: catatan dengan daftar, filter, penulisan massal, dan perubahan status; kunci idempotensi, batas laju, dan webhook bertanda tangan.',
    },
  },
]
