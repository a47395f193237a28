import { Button, Modal, Radio, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OauthClient } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { ClientSecret } from './client-secret-reveal.tsx'
import { rotateSecretMutation } from './oauth.queries.ts'

/** How long the old secret goes on working, in seconds. */
const overlaps = { none: 0, hour: 3_600, day: 86_400, week: 7 * 86_400 } as const
type Overlap = keyof typeof overlaps

/** A new secret, while the old one works as long as the system needs to be given it. */
export function RotateSecret({ client }: { readonly client: OauthClient }) {
  const { t } = useTranslation('oauth')
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState<Overlap>('day')
  const rotate = useMutation(rotateSecretMutation(useApi()))
  const confirm = (): void => rotate.mutate({ id: client.id, overlapSeconds: overlaps[overlap] }, { onSuccess: () => setOpen(false) })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('rotate')}</Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('rotateDialog.title', { name: client.name })} withCloseButton={false}>
        <Radio.Group label={t('rotateDialog.overlap')} value={overlap} onChange={(value) => setOverlap(value as Overlap)}>
          <Stack gap={8} mt={8}>
            {(Object.keys(overlaps) as Overlap[]).map((value) => (
              <Radio key={value} size="sm" value={value} label={t(`rotateDialog.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {rotate.error === null ? null : <ErrorLine error={rotate.error} />}
        <div className="dialog-actions">
          <Button onClick={() => setOpen(false)}>{t('ui:confirm.cancel')}</Button>
          <Button variant="filled" onClick={confirm} loading={rotate.isPending}>
            {t('rotate')}
          </Button>
        </div>
      </Modal>
      <ClientSecret created={rotate.data} onSaved={rotate.reset} />
    </>
  )
}
