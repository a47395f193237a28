import { useTranslation } from 'react-i18next'
import type { Company } from '../../../src-main/features/companies/companies.contract.ts'
import type { Letterhead } from './letterhead-form.ts'
import { useLogoUrl } from './use-logo-url.ts'

interface LetterheadLookProps {
  readonly letterhead: Letterhead
  readonly company: Company
}

/** The head of a printed invoice as the form has it now. The paper's words are those of the company's language. */
export function LetterheadLook({ letterhead, company }: LetterheadLookProps) {
  const { t } = useTranslation('companies')
  const logo = useLogoUrl(company)
  const { name, address, taxOffice, taxNumber, phone, email, invoiceNotes } = letterhead
  const contact = [phone, email].filter((part) => part.trim() !== '').join(' · ')
  const hasBoth = taxOffice.trim() !== '' && taxNumber.trim() !== ''
  const tax = hasBoth ? t(`paperTax.${letterhead.locale}`, { office: taxOffice, number: taxNumber }) : `${taxOffice}${taxNumber}`.trim()
  return (
    <figure className="paper" aria-label={t('look')}>
      <div className="paper-head">
        <div className="paper-side">
          {logo === undefined ? null : <img src={logo} alt="" />}
          <strong>{name.trim() === '' ? t('field.name') : name}</strong>
          {address.trim() === '' ? null : <p>{address}</p>}
          {tax === '' ? null : <p>{tax}</p>}
          {contact === '' ? null : <p>{contact}</p>}
        </div>
        <div className="paper-title" lang={letterhead.locale}>
          <strong>{t(`paper.${letterhead.locale}`)}</strong>
          <p>PRO-2026-0001</p>
        </div>
      </div>
      {invoiceNotes.trim() === '' ? null : <p className="paper-notes">{invoiceNotes}</p>}
    </figure>
  )
}
