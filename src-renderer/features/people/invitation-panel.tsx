import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../src-main/features/people/invitations.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { EmptyState, ErrorLine, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { DateTime } from '../../ui/values.tsx'
import { createInvitationMutation, invitationsQuery } from './company-people.queries.ts'
import { InvitationLink } from './invitation-link.tsx'
import { useCompanySettings } from './people.queries.ts'
import { PersonStatus } from './use-people-columns.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

/** Somebody who was invited and has not come yet. */
export function InvitationPanel() {
  const { t } = useTranslation('people')
  const { invitationId } = useParams({ from: '/shell/settings/people/invitations/$invitationId' })
  const navigate = useNavigate()
  const query = useQuery(invitationsQuery(useApi()))
  const invitation = query.data?.find(({ id }) => String(id) === invitationId)
  const isWriter = useCompanySettings('people:write').canChange
  // Here rather than at the button: the list forgets this invitation once there is a new one.
  const renew = useMutation(createInvitationMutation(useApi()))
  const close = (): void => void navigate({ to: '/settings/people' })
  return (
    <DetailPanel
      title={invitation?.name ?? t('panel.invitation')}
      badge={invitation === undefined ? undefined : <PersonStatus row={{ kind: 'invitation', invitation }} />}
      actions={invitation !== undefined && isWriter ? <InvitationActions invitation={invitation} renew={renew} /> : undefined}
      onClose={close}
    >
      {renew.error === null ? null : <ErrorLine error={renew.error} />}
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={5} /> : null}
      {query.data !== undefined && invitation === undefined ? (
        <EmptyState title={t('panel.invitationMissing')} description={t('panel.invitationMissingHelp')} />
      ) : null}
      {invitation === undefined ? null : (
        <KeyValueList
          items={[
            { label: t('email'), value: invitation.email },
            { label: t('column.role'), value: t(`role.${invitation.role}`) },
            { label: t('panel.invitedBy'), value: invitation.invitedBy },
            { label: t('panel.invitedAt'), value: <DateTime time={invitation.createdAt} show="exact" /> },
            { label: t('panel.goodUntil'), value: <DateTime time={invitation.expiresAt} show="exact" /> },
          ]}
        />
      )}
      <InvitationLink created={renew.data} onSaved={close} />
    </DetailPanel>
  )
}

interface InvitationActionsProps {
  readonly invitation: Invitation
  readonly renew: {
    readonly mutate: (invited: Pick<Invitation, 'name' | 'email' | 'role'>) => void
    readonly isPending: boolean
  }
}

function InvitationActions({ invitation, renew }: InvitationActionsProps) {
  const { t } = useTranslation('people')
  const [isAsking, setAsking] = useState(false)
  const { name, email, role } = invitation
  return (
    <>
      <Button loading={renew.isPending} onClick={() => renew.mutate({ name, email, role })}>
        {t('newLink')}
      </Button>
      <Button c="red" onClick={() => setAsking(true)}>
        {t('withdraw.action')}
      </Button>
      {isAsking ? <WithdrawDialog invitation={invitation} onClose={() => setAsking(false)} /> : null}
    </>
  )
}
