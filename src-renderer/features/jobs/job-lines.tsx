import { useTranslation } from 'react-i18next'
import { invoiceTotals, lineAmount } from '../../../src-main/contract/money.ts'
import type { Job } from '../../../src-main/features/jobs/jobs.contract.ts'
import { useFormat } from '../../ui/use-format.ts'
import { Money } from '../../ui/values.tsx'
import './job-lines.css'

/** The priced lines of a job and what they come to, by the rule of the invoice that will bill them. */
export function JobLines({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  if (job.lines.length === 0) return <p className="dim">{t('lines.none')}</p>
  return (
    <table className="job-lines">
      <thead>
        <tr>
          <th scope="col">{t('line.description')}</th>
          <th scope="col">{t('line.quantity')}</th>
          <th scope="col">{t('line.unitPrice')}</th>
          <th scope="col">{t('line.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {job.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
          <tr key={index}>
            <td>{line.description}</td>
            <td>
              {format.number(line.quantity, { maximumFractionDigits: 3 })} {line.unit}
            </td>
            <td>{format.money(line.unitPrice, job.currency)}</td>
            <td>{format.money(lineAmount(line), job.currency)}</td>
          </tr>
        ))}
      </tbody>
      <Totals job={job} />
    </table>
  )
}

function Totals({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  const totals = invoiceTotals({ lines: job.lines })
  const rows = [
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
            <Money amount={row.amount} currency={job.currency} />
          </td>
        </tr>
      ))}
      <tr data-total>
        <th scope="row" colSpan={3}>
          {t('total.total')}
        </th>
        <td>
          <Money amount={totals.total} currency={job.currency} />
        </td>
      </tr>
    </tfoot>
  )
}
