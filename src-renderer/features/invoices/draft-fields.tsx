import { NumberInput, SegmentedControl, Select, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../src-main/contract/fields.ts'
import { DateField } from '../../ui/date-field.tsx'
import { BilledJobs } from './billed-jobs.tsx'
import { CustomerSelect } from './customer-select.tsx'
import { discountKinds, type InvoiceFormValues } from './invoice-form.ts'

interface DraftFieldsProps {
  readonly form: UseFormReturnType<InvoiceFormValues>
  /** Of the jobs, once the server has said it. */
  readonly currency: string | undefined
}

/** Who is billed, and for which finished work. */
export function WhatIsBilled({ form }: Pick<DraftFieldsProps, 'form'>) {
  const { customerId, jobIds } = form.values
  const errorAt = (index?: number): string | undefined => {
    const error = form.errors[index === undefined ? 'jobIds' : `jobIds.${index}`]
    return typeof error === 'string' ? error : undefined
  }
  const chooseCustomer = (id: number): void => {
    if (id !== customerId) form.setValues({ customerId: id, jobIds: [] })
  }
  return (
    <>
      <CustomerSelect value={customerId} onChange={chooseCustomer} error={form.errors['customerId']} />
      {customerId === null ? null : (
        <BilledJobs customerId={customerId} jobIds={jobIds} onChange={(ids) => form.setFieldValue('jobIds', [...ids])} error={errorAt} />
      )}
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
  const { t, i18n } = useTranslation('invoices')
  const labelId = useId()
  const { discountKind } = form.values
  const decimalSeparator = i18n.language === 'en' ? '.' : ','
  const shared = { min: 0, decimalScale: 2, decimalSeparator, hideControls: true, className: 'invoice-discount-value' }
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
            thousandSeparator={i18n.language === 'en' ? ',' : '.'}
            suffix={currency === undefined ? '' : ` ${currency}`}
            {...form.getInputProps('discountAmount')}
          />
        ) : null}
      </div>
    </div>
  )
}
