import { useTranslation } from 'react-i18next'
import type { Line } from '../../src-main/contract/fields.ts'
import { type Discount, invoiceTotals, lineAmount } from '../../src-main/contract/money.ts'
import './priced-lines.css'
import { useFormat } from './use-format.ts'
import { Money } from './values.tsx'

interface PricedLinesProps {
  readonly lines: readonly Line[]
  readonly currency: string
  /** Off the whole. */
  readonly discount?: Discount | undefined
}

/** Priced lines and what they come to, by the rule of the invoice. */
export function PricedLines({ lines, currency, discount }: PricedLinesProps) {
  const { t } = useTranslation('records')
  const format = useFormat()
  if (lines.length === 0) return <p className="dim">{t('lines.none')}</p>
  return (
    <table className="priced-lines">
      <thead>
        <tr>
          <th scope="col">{t('line.description')}</th>
          <th scope="col">{t('line.quantity')}</th>
          <th scope="col">{t('line.unitPrice')}</th>
          <th scope="col">{t('line.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
          <tr key={index}>
            <td>{line.description}</td>
            <td>
              {format.number(line.quantity, { maximumFractionDigits: 3 })} {line.unit}
            </td>
            <td>{format.money(line.unitPrice, currency)}</td>
            <td>{format.money(lineAmount(line), currency)}</td>
          </tr>
        ))}
      </tbody>
      <Totals lines={lines} currency={currency} discount={discount} />
    </table>
  )
}

function Totals({ lines, currency, discount }: PricedLinesProps) {
  const { t } = useTranslation('records')
  const format = useFormat()
  const totals = invoiceTotals({ lines, discount })
  const rows = [
    ...(totals.discount === 0
      ? []
      : [
          { label: t('total.subtotal'), amount: totals.subtotal },
          { label: t('total.discount'), amount: -totals.discount },
        ]),
    { label: t('total.net'), amount: totals.net },
    ...totals.vatByRate.map(({ rate, vat }) => ({
      label: t('total.vat', { rate: format.number(rate / 100, { style: 'percent', maximumFractionDigits: 2 }) }),
      amount: vat,
    })),
  ]
  return (
    <tfoot>
      {rows.map((row) => (
        <tr key={row.label}>
          <th scope="row" colSpan={3}>
            {row.label}
          </th>
          <td>
            <Money amount={row.amount} currency={currency} />
          </td>
        </tr>
      ))}
      <tr data-total>
        <th scope="row" colSpan={3}>
          {t('total.total')}
        </th>
        <td>
          <Money amount={totals.total} currency={currency} />
        </td>
      </tr>
    </tfoot>
  )
}
