import { Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Consent } from '../../../src-main/features/oauth/consent.contract.ts'
import { isApiError } from '../../lib/api-error.ts'
import { useApi } from '../../lib/services.tsx'
import { OuterPage } from '../../ui/outer-page.tsx'
import { ErrorLine, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { sessionQuery, signOutMutation } from '../people/people.queries.ts'
import './consent.css'
import { useScopeWords } from '../../ui/use-scope-words.ts'
import { consentQuery, decideConsentMutation } from './oauth.queries.ts'

/** Asks the person whether an application may act for them: who asks, for what, and as whom they would answer. */
export function ConsentPage() {
  const { t } = useTranslation('oauth')
  const { uid } = useParams({ from: '/oauth/consent/$uid' })
  const api = useApi()
  const session = useQuery(sessionQuery(api))
  const consent = useQuery({ ...consentQuery(api, uid), enabled: session.data !== undefined })
  if (isApiError(session.error, 'unauthorized')) return <Navigate to="/login" search={{ next: `/oauth/consent/${uid}` }} replace />
  if (isApiError(consent.error, 'not_found')) return <OuterPage title={t('consent.over')} description={t('consent.overHelp')} />
  const error = session.error ?? consent.error
  return (
    <OuterPage
      title={consent.data === undefined ? t('consent.loading') : t('consent.title', { client: consent.data.clientName })}
      description={consent.data === undefined ? '' : (consent.data.clientDescription ?? t('consent.description'))}
    >
      {error !== null ? <ErrorState error={error} onRetry={() => void consent.refetch()} /> : null}
      {consent.data === undefined ? <SkeletonLines count={6} /> : <Question uid={uid} consent={consent.data} />}
    </OuterPage>
  )
}

interface QuestionProps {
  readonly uid: string
  readonly consent: Consent
}

function Question({ uid, consent }: QuestionProps) {
  const { t } = useTranslation('oauth')
  const decide = useMutation(decideConsentMutation(useApi()))
  const isPossible = consent.scopes.some(({ isGrantable }) => isGrantable)
  const answer = (isAllowed: boolean): void =>
    decide.mutate({ uid, isAllowed }, { onSuccess: ({ redirectTo }) => window.location.assign(redirectTo) })
  return (
    <>
      <Workspace consent={consent} />
      <Person uid={uid} consent={consent} />
      {isPossible ? (
        <Permissions consent={consent} />
      ) : (
        <p className="outer-hint">{t(consent.role === null ? 'consent.notMember' : 'consent.nothing')}</p>
      )}
      {decide.error === null ? null : <ErrorLine error={decide.error} />}
      <p className="dim consent-target">{t('consent.target', { address: targetOf(consent.redirectUri) })}</p>
      <div className="consent-actions">
        <Button onClick={() => answer(false)} disabled={decide.isPending}>
          {t('consent.deny')}
        </Button>
        <Button variant="filled" onClick={() => answer(true)} disabled={!isPossible} loading={decide.isPending}>
          {t('consent.allow')}
        </Button>
      </div>
    </>
  )
}

/** Where the answer goes, as much as tells one place from another. */
const targetOf = (redirectUri: string): string => URL.parse(redirectUri)?.host || (redirectUri.split(':')[0] ?? '')

function Workspace({ consent }: { readonly consent: Consent }) {
  const { t } = useTranslation('oauth')
  return (
    <dl className="consent-facts">
      <dt>{t('consent.company')}</dt>
      <dd>{consent.companyName}</dd>
      <dt>{t('column.environment')}</dt>
      <dd data-sandbox={consent.environment === 'sandbox'}>
        {t(`environment.${consent.environment}`)} · {t(`environmentHelp.${consent.environment}`)}
      </dd>
    </dl>
  )
}

function Person({ uid, consent }: QuestionProps) {
  const { t } = useTranslation('oauth')
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const signOut = useMutation(signOutMutation(useApi()))
  const change = (): void =>
    signOut.mutate(false, {
      onSuccess: () => {
        queryClient.clear()
        void navigate({ to: '/login', search: { next: `/oauth/consent/${uid}` } })
      },
    })
  return (
    <p className="consent-person">
      <span>
        {t('consent.as', { name: consent.personName })}
        <br />
        <span className="dim">{consent.personEmail}</span>
      </span>
      <Button size="compact-sm" variant="subtle" onClick={change} loading={signOut.isPending}>
        {t('consent.switch')}
      </Button>
    </p>
  )
}

function Permissions({ consent }: { readonly consent: Consent }) {
  const { t } = useTranslation('oauth')
  const words = useScopeWords()
  const refused = consent.scopes.filter(({ isGrantable }) => !isGrantable)
  return (
    <section aria-label={t('consent.may')}>
      <h2 className="consent-heading">{t('consent.may')}</h2>
      <ul className="consent-scopes">
        {consent.scopes
          .filter(({ isGrantable }) => isGrantable)
          .map(({ scope }) => (
            <li key={scope}>
              <IconCheck size={16} stroke={2} aria-hidden />
              {words(scope)}
            </li>
          ))}
        {refused.map(({ scope }) => (
          <li key={scope} data-refused>
            <IconX size={16} stroke={2} aria-hidden />
            {t('consent.beyondRole', { scope: words(scope) })}
          </li>
        ))}
      </ul>
    </section>
  )
}
