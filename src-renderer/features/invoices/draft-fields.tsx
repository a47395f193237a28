import { NumberInput, SegmentedControl, Select, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../src-main/contract/fields.ts'
import { invoiceKind } from '../../../src-main/features/invoices/invoices.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { BilledJobs } from './billed-jobs.tsx'
import { CustomerSelect } from './customer-select.tsx'
import { discountKinds, type InvoiceFormValues } from './invoice-form.ts'
import { invoiceProviderQuery } from './invoices.queries.ts'

const kinds = invoiceKind.options

interface DraftFieldsProps {
  readonly form: UseFormReturnType<InvoiceFormValues>
  /** Of the jobs, once the server has said it. */
  readonly currency: string | undefined
}

/** A proforma, or an e-invoice where a provider takes it. */
export function KindChoice({ form }: Pick<DraftFieldsProps, 'form'>) {
  const { t } = useTranslation('invoices')
  const labelId = useId()
  const provider = useQuery(invoiceProviderQuery(useApi())).data
  const isConnected = provider?.isConnected === true
  const { kind } = form.values
  const help = provider === undefined || isConnected ? `kindHelp.${kind}` : 'kindHelp.notConnected'
  return (
    <div>
      <span className="invoice-label" id={labelId}>
        {t('form.kind')}
      </span>
      <SegmentedControl
        aria-labelledby={labelId}
        data={kinds.map((value) => ({ value, label: t(`kind.${value}`), disabled: value === 'e_invoice' && !isConnected }))}
        {...form.getInputProps('kind')}
      />
      <p className="invoice-help">{t(help)}</p>
    </div>
  )
}

/** Who is billed, and for which finished work. */
export function WhatIsBilled({ form }: Pick<DraftFieldsProps, 'form'>) {
  const { customerId, jobIds } = form.values
  const customerProblem = useCustomerProblem(form)
  const errorAt = (index?: number): string | undefined => {
    const error = form.errors[index === undefined ? 'jobIds' : `jobIds.${index}`]
    return typeof error === 'string' ? error : undefined
  }
  const chooseCustomer = (id: number): void => {
    if (id !== customerId) form.setValues({ customerId: id, jobIds: [] })
  }
  return (
    <>
      <CustomerSelect value={customerId} onChange={chooseCustomer} error={customerProblem} />
      {customerId === null ? null : (
        <BilledJobs customerId={customerId} jobIds={jobIds} onChange={(ids) => form.setFieldValue('jobIds', [...ids])} error={errorAt} />
      )}
    </>
  )
}

/** What is wrong with the customer, and where it is put right. */
function useCustomerProblem({ errors, values }: DraftFieldsProps['form']): ReactNode {
  const { t } = useTranslation('invoices')
  const ofTaxNumber = errors['customer.vkn'] ?? errors['customer.tckn']
  if (ofTaxNumber === undefined) return errors['customerId']
  return (
    <>
      {t('form.wrongTaxNumber', { reason: ofTaxNumber })}{' '}
      <Link to={`/customers/${values.customerId}/edit` as '/'}>{t('form.openCustomer')}</Link>
    </>
  )
}

/** How it is printed and what is taken off. */
export function HowItIsBilled({ form, currency }: DraftFieldsProps) {
  const { t } = useTranslation('invoices')
  const languages = locales.map((value) => ({ value, label: t(`language.${value}`) }))
  return (
    <>
      <div className="invoice-pair">
        <DateField label={t('form.issueDate')} withAsterisk {...form.getInputProps('issueDate')} />
        <DateField label={t('form.validUntil')} minDate={form.values.issueDate} {...form.getInputProps('validUntil')} />
      </div>
      <Select
        label={t('form.language')}
        data={form.values.locale === '' ? [{ value: '', label: t('form.companyLanguage') }, ...languages] : languages}
        {...form.getInputProps('locale')}
      />
      <Discount form={form} currency={currency} />
      <Textarea label={t('form.notes')} autosize minRows={2} maxRows={8} maxLength={5000} {...form.getInputProps('notes')} />
    </>
  )
}

function Discount({ form, currency }: DraftFieldsProps) {
  const { t } = useTranslation('invoices')
  const { separators } = useFormat()
  const labelId = useId()
  const { discountKind } = form.values
  const shared = { min: 0, decimalScale: 2, decimalSeparator: separators.decimal, hideControls: true, className: 'invoice-discount-value' }
  return (
    <div>
      <span className="invoice-label" id={labelId}>
        {t('form.discount')}
      </span>
      <div className="invoice-discount">
        <SegmentedControl
          aria-labelledby={labelId}
          data={discountKinds.map((value) => ({ value, label: t(`discountKind.${value}`) }))}
          {...form.getInputProps('discountKind')}
        />
        {discountKind === 'percent' ? (
          <NumberInput
            {...shared}
            aria-label={t('form.discountPercent')}
            max={100}
            suffix=" %"
            {...form.getInputProps('discountPercent')}
          />
        ) : null}
        {discountKind === 'amount' ? (
          <NumberInput
            {...shared}
            aria-label={t('form.discountAmount')}
            thousandSeparator={separators.group}
            suffix={currency === undefined ? '' : ` ${currency}`}
            {...form.getInputProps('discountAmount')}
          />
        ) : null}
      </div>
    </div>
  )
}
