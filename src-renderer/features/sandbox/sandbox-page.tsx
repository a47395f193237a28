import { Button } from '@mantine/core'
import { IconFlask, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sandbox } from '../../../src-main/features/sandbox/sandbox.contract.ts'
import { useApi, useWorkspace } from '../../lib/services.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useCan } from '../people/people.queries.ts'
import { AnswerDelay } from './answer-delay.tsx'
import { MagicValues } from './magic-values.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import './sandbox.css'
import { sandboxQuery } from './sandbox.queries.ts'

/** How e-invoices end in the sandbox, how fast, and its beginning anew. */
export function SandboxPage() {
  const { t } = useTranslation('sandbox')
  const { environment } = useWorkspace()
  const can = useCan()
  const reason = environment === 'live' ? 'inLive' : 'notAllowed'
  return (
    <Page>
      <PageHeader title={t('title')} description={t('description')} />
      {environment === 'sandbox' && can('admin') ? (
        <SandboxWork />
      ) : (
        <EmptyState icon={IconFlask} title={t(`${reason}.title`)} description={t(`${reason}.description`)} />
      )}
    </Page>
  )
}

function SandboxWork() {
  const { t } = useTranslation('sandbox')
  const sandbox = useQuery(sandboxQuery(useApi()))
  if (sandbox.data === undefined)
    return sandbox.error === null ? (
      <SkeletonLines count={8} />
    ) : (
      <ErrorState error={sandbox.error} onRetry={() => void sandbox.refetch()} />
    )
  return (
    <>
      <Section title={t('magic.title')}>
        <p className="sandbox-help">{t('magic.help')}</p>
        <MagicValues values={sandbox.data.magicValues} />
      </Section>
      <Section title={t('clock.title')}>
        <AnswerDelay answerDelayMs={sandbox.data.answerDelayMs} />
      </Section>
      <Section title={t('reset.title')}>
        <Reset sandbox={sandbox.data} />
      </Section>
    </>
  )
}

function Reset({ sandbox }: { readonly sandbox: Sandbox }) {
  const { t } = useTranslation('sandbox')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <p className="sandbox-help">{t('reset.help')}</p>
      <Button leftSection={<IconRefresh size={16} stroke={1.6} />} onClick={() => setOpen(true)}>
        {t('reset.action')}
      </Button>
      <ResetDialog contents={sandbox.contents} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
