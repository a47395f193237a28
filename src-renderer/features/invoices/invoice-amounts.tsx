import { useTranslation } from 'react-i18next'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { useFormat } from '../../ui/use-format.ts'
import { Money } from '../../ui/values.tsx'

interface InvoiceAmountsProps {
  readonly content: Pick<Invoice, 'lines' | 'subtotal' | 'discount' | 'vatByRate' | 'total' | 'currency'>
  /** Only names the discount. */
  readonly discountPercent: number | null
  readonly isUpdating?: boolean
}

/** Lines and totals as the server computed them. */
export function InvoiceAmounts({ content, discountPercent, isUpdating = false }: InvoiceAmountsProps) {
  return (
    <div className="invoice-amounts" aria-busy={isUpdating}>
      <Lines content={content} />
      <Totals content={content} discountPercent={discountPercent} />
    </div>
  )
}

function Lines({ content }: Pick<InvoiceAmountsProps, 'content'>) {
  const { t } = useTranslation('invoices')
  const format = useFormat()
  return (
    <table className="invoice-lines">
      <thead>
        <tr>
          <th scope="col">{t('line.description')}</th>
          <th scope="col">{t('line.quantity')}</th>
          <th scope="col">{t('line.unitPrice')}</th>
          <th scope="col">{t('line.vat')}</th>
        </tr>
      </thead>
      <tbody>
        {content.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be equal, and the server gives all of them anew
          <tr key={index}>
            <td>{line.description}</td>
            <td>
              {format.number(line.quantity, { maximumFractionDigits: 3 })} {line.unit}
            </td>
            <td>{format.number(line.unitPrice / 100, { minimumFractionDigits: 2 })}</td>
            <td className="dim">{format.number(line.taxRate / 100, { style: 'percent', maximumFractionDigits: 2 })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Totals({ content, discountPercent }: Pick<InvoiceAmountsProps, 'content' | 'discountPercent'>) {
  const { t } = useTranslation('invoices')
  const format = useFormat()
  const { currency, discount } = content
  const percent = (rate: number): string => format.number(rate / 100, { style: 'percent', maximumFractionDigits: 2 })
  const discountLabel = discountPercent === null ? t('total.discount') : t('total.discountPercent', { percent: percent(discountPercent) })
  const rows = [
    { label: t('total.subtotal'), amount: content.subtotal },
    ...(discount === 0 ? [] : [{ label: discountLabel, amount: -discount }]),
    ...content.vatByRate.map(({ rate, vat }) => ({ label: t('total.vat', { percent: percent(rate) }), amount: vat })),
  ]
  return (
    <dl className="invoice-totals">
      {rows.map(({ label, amount }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Money amount={amount} currency={currency} />
          </dd>
        </div>
      ))}
      <div data-total>
        <dt>{t('total.total')}</dt>
        <dd>
          <Money amount={content.total} currency={currency} />
        </dd>
      </div>
    </dl>
  )
}
