import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../src-main/features/people/company-people.contract.ts'
import { peopleQuery } from '../../lib/person-queries.ts'
import { useApi, useWorkspace } from '../../lib/services.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { DateTime } from '../../ui/values.tsx'
import { DisableDialog, EnableDialog } from './disable-dialog.tsx'
import { useCan, useCompanySettings, useSession } from './people.queries.ts'
import { PersonHistory } from './person-history.tsx'
import { RoleField } from './role-field.tsx'
import { LastSignIn, PersonStatus } from './use-people-columns.tsx'

/** One person of the company: role, state and what happened. */
export function PersonPanel() {
  const { t } = useTranslation('people')
  const { personId } = useParams({ from: '/shell/settings/people/$personId' })
  const navigate = useNavigate()
  const query = useQuery(peopleQuery(useApi()))
  const person = query.data?.find(({ id }) => String(id) === personId)
  return (
    <DetailPanel
      title={person?.name ?? t('panel.title')}
      badge={person === undefined ? undefined : <PersonStatus row={{ kind: 'person', person, isOneself: false }} />}
      actions={person === undefined ? undefined : <PersonActions person={person} />}
      onClose={() => void navigate({ to: '/settings/people' })}
    >
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={6} /> : null}
      {query.data !== undefined && person === undefined ? (
        <EmptyState title={t('panel.missing')} description={t('panel.missingHelp')} />
      ) : null}
      {person === undefined ? null : <Details key={person.id} person={person} />}
    </DetailPanel>
  )
}

function PersonActions({ person }: { readonly person: Person }) {
  const { t } = useTranslation('people')
  // What is asked stays until it is answered, though the list behind it shows the change before.
  const [asked, setAsked] = useState<'disable' | 'enable'>()
  const isWriter = useCompanySettings('people:write').canChange
  const isOneself = useSession()?.user.id === person.id
  const close = (): void => setAsked(undefined)
  const what = person.isActive ? 'disable' : 'enable'
  if (!isWriter || (isOneself && person.isActive)) return null
  return (
    <>
      <Button {...(person.isActive ? { c: 'red' } : {})} onClick={() => setAsked(what)}>
        {t(`${what}.action`)}
      </Button>
      {asked === 'disable' ? <DisableDialog person={person} onClose={close} /> : null}
      {asked === 'enable' ? <EnableDialog person={person} onClose={close} /> : null}
    </>
  )
}

function Details({ person }: { readonly person: Person }) {
  const { t } = useTranslation('people')
  const { environment } = useWorkspace()
  const can = useCan()
  const isWriter = useCompanySettings('people:write').canChange
  return (
    <>
      <KeyValueList
        items={[
          { label: t('email'), value: person.email },
          ...(isWriter ? [] : [{ label: t('column.role'), value: t(`role.${person.role}`) }]),
          { label: t('column.lastSignIn'), value: <LastSignIn person={person} /> },
          ...(person.disabledAt === null
            ? []
            : [{ label: t('panel.disabledAt'), value: <DateTime time={person.disabledAt} show="exact" /> }]),
        ]}
      />
      {isWriter ? <RoleField person={person} /> : null}
      {/* People are the company's, and its log of live tells what happens to them. */}
      {environment === 'live' && can('events:read') ? <PersonHistory id={person.id} /> : null}
    </>
  )
}
