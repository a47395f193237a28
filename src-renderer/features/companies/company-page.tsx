import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Company } from '../../../src-main/features/companies/companies.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useCompanySettings } from '../people/people.queries.ts'
import { ApiAccessSection } from './api-access-section.tsx'
import { companyQuery } from './companies.queries.ts'
import './companies.css'
import { LetterheadFields } from './letterhead-fields.tsx'
import { LetterheadLook } from './letterhead-look.tsx'
import { LogoField } from './logo-field.tsx'
import { useLetterheadForm } from './use-letterhead-form.ts'

/** What the company prints on its documents, beside how it will look. */
export function CompanyPage() {
  const { t } = useTranslation('companies')
  const company = useQuery(companyQuery(useApi()))
  return (
    <Page>
      <PageHeader title={t('title')} description={t('description')} />
      <LiveOnly toLive={useCompanySettings('company:write').toLive} />
      {company.data === undefined ? (
        <Waiting error={company.error} onRetry={() => void company.refetch()} />
      ) : (
        <Letterhead key={company.data.slug} company={company.data} />
      )}
    </Page>
  )
}

function Waiting({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return error === null ? <SkeletonLines count={8} /> : <ErrorState error={error} onRetry={onRetry} />
}

function Letterhead({ company }: { readonly company: Company }) {
  const { t } = useTranslation('companies')
  const isReadOnly = !useCompanySettings('company:write').canChange
  const state = useLetterheadForm(company)
  return (
    <div className="company-work">
      <div className="company-forms">
        <Section title={t('letterhead')}>
          <LetterheadFields state={state} isReadOnly={isReadOnly} />
        </Section>
        <ApiAccessSection isReadOnly={isReadOnly} />
      </div>
      <div className="company-look">
        <Section title={t('logo.title')}>
          <LogoField company={company} isReadOnly={isReadOnly} />
        </Section>
        <Section title={t('look')}>
          <LetterheadLook letterhead={state.serverForm.form.values} company={company} />
        </Section>
      </div>
    </div>
  )
}
