import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { RefusedWebhooks } from './outgoing-calls.queries.ts'

interface RefusedDialogProps {
  readonly refused: RefusedWebhooks
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly isPending: boolean
  readonly error: unknown
}

const maxNamed = 10

/** Says which webhooks the narrower lists cut off, before they are saved. */
export function RefusedDialog({ refused: { count, data }, ...dialog }: RefusedDialogProps) {
  const { t } = useTranslation('outgoing-calls')
  const format = useFormat()
  return (
    <ConfirmDialog isOpen title={t('refused.title')} confirmLabel={t('refused.confirm')} {...dialog}>
      <p>{t('refused.count', { count, number: format.number(count) })}</p>
      <ul>
        {data.slice(0, maxNamed).map(({ id, name, environment, host }) => (
          <li key={`${environment}/${id}`}>{t(`refused.${environment}`, { name, host })}</li>
        ))}
      </ul>
      {count > maxNamed ? (
        <p className="dim">{t('refused.more', { count: count - maxNamed, number: format.number(count - maxNamed) })}</p>
      ) : null}
      <p className="dim">{t('refused.consequence')}</p>
    </ConfirmDialog>
  )
}
