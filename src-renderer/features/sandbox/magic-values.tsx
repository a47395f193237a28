import { useTranslation } from 'react-i18next'
import type { Sandbox } from '../../../src-main/features/sandbox/sandbox.contract.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { Code } from '../../ui/values.tsx'

type MagicValue = Sandbox['magicValues'][number]

const tones: Readonly<Record<MagicValue['outcome'], Tone>> = {
  failed: 'failed',
  failed_once: 'failed',
  canceled: 'off',
  sent_slowly: 'done',
}

/** Tax numbers that decide what becomes of an e-invoice, each to copy. */
export function MagicValues({ values }: { readonly values: readonly MagicValue[] }) {
  const { t } = useTranslation('sandbox')
  return (
    <div className="magic-values">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('magic.taxNumber')}</th>
            <th scope="col">{t('magic.outcome')}</th>
            <th scope="col">{t('magic.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ taxNumber, outcome, code }) => (
            <tr key={taxNumber}>
              <td>
                <Code>{taxNumber}</Code> <CopyButton value={taxNumber} label={t('magic.copy', { number: taxNumber })} />
              </td>
              <td>
                <StatusBadge tone={tones[outcome]} label={t(`outcome.${outcome}`)} />
              </td>
              <td>{code === null ? null : <Code>{code}</Code>}</td>
            </tr>
          ))}
          <tr>
            <td>{t('magic.other')}</td>
            <td>
              <StatusBadge tone="done" label={t('outcome.sent')} />
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  )
}
