import { useTranslation } from 'react-i18next'
import type { Certificate } from '../../src-main/contract/certificate.ts'
import { useNow } from '../lib/services.tsx'
import './certificate-facts.css'
import { StatusBadge } from './status-badge.tsx'
import { useFormat } from './use-format.ts'

/** This long before its end a certificate asks for somebody, milliseconds. */
const soonMs = 30 * 86_400_000

/** Certificates as an admin knows them again: whose, by whom, until when. */
export function CertificateFacts({ certificates }: { readonly certificates: readonly Certificate[] }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  return (
    <ul className="certificates">
      {certificates.map(({ subject, issuer, validUntil, fingerprint }) => (
        <li key={fingerprint}>
          <span className="certificate-subject">
            {subject} <Validity until={validUntil} />
          </span>
          <span className="dim">
            {t('certificate.issuedBy', { issuer })} · {t('certificate.until', { date: format.date(validUntil) })}
          </span>
          <code className="certificate-print dim" translate="no">
            SHA-256 {fingerprint}
          </code>
        </li>
      ))}
    </ul>
  )
}

function Validity({ until }: { readonly until: string }) {
  const { t } = useTranslation('ui')
  const left = Date.parse(until) - useNow()
  if (left > soonMs) return null
  return left > 0 ? (
    <StatusBadge tone="waiting" label={t('certificate.endsSoon')} />
  ) : (
    <StatusBadge tone="failed" label={t('certificate.expired')} />
  )
}
