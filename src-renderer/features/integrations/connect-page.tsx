import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code } from '../../ui/values.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { ConnectorMark, useConnectorWords, useProviderWords } from './connector-words.tsx'
import { type Connection, type Integration, integrationsQuery, type TestResult } from './integrations.queries.ts'
import './integrations.css'

/** A new connection: the guide beside the form. */
export function ConnectPage() {
  const { t } = useTranslation('integrations')
  const { type } = useParams({ from: '/shell/settings/integrations/connect/$type' })
  const query = useQuery(integrationsQuery(useApi()))
  const integration = query.data?.find((each) => each.type === type)
  const breadcrumbs = [{ label: t('title'), to: '/settings/integrations' }]
  return (
    <Page>
      <PageHeader
        title={integration === undefined ? t('connect') : t('connectTo', { name: integration.name })}
        breadcrumbs={breadcrumbs}
        {...(integration === undefined ? {} : { description: <About type={integration.type} /> })}
      />
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {query.data !== undefined && integration === undefined ? (
        <EmptyState title={t('noneFound.title')} description={t('noneFound.description')} />
      ) : null}
      {integration === undefined ? null : <Connecting integration={integration} />}
    </Page>
  )
}

function About({ type }: { readonly type: string }) {
  return useConnectorWords(type).about
}

function Connecting({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation('integrations')
  const navigate = useNavigate()
  const saved = (connection: Connection, test: TestResult): void => {
    const needsSignIn = test.failure?.kind === 'no_grant'
    if (!test.isOk && !needsSignIn) return
    if (test.isOk) notify({ message: t('isConnected', { name: connection.name }) })
    void navigate({ to: '/settings/integrations/$connectionId', params: { connectionId: String(connection.id) } })
  }
  return (
    <div className="connecting">
      <ConnectionForm integration={integration} onSaved={saved} />
      <Guide integration={integration} />
    </div>
  )
}

/** The way to a connection in steps: first the registration with the provider, where people sign in. */
export function Guide({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation('integrations')
  const { guide } = useConnectorWords(integration.type)
  const provider = useProviderWords(integration.oauth?.provider)
  return (
    <div className="connect-guides">
      {provider === undefined ? null : (
        <Section title={t('register', { provider: provider.name })}>
          <Steps steps={provider.guide} />
          <RedirectUri integration={integration} />
        </Section>
      )}
      <Section title={t('guide')}>
        <ConnectorMark type={integration.type} />
        <Steps steps={guide} />
        {provider === undefined ? <RedirectUri integration={integration} /> : null}
      </Section>
    </div>
  )
}

function Steps({ steps }: { readonly steps: readonly string[] }) {
  return (
    <ol className="connect-guide">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}

/** The address that the vendor has to know. */
function RedirectUri({ integration: { oauth } }: { readonly integration: Integration }) {
  const { t } = useTranslation('integrations')
  if (oauth === null) return null
  return (
    <p>
      {t('redirectUri')} <Code>{oauth.redirectUri}</Code>
      <CopyButton value={oauth.redirectUri} label={t('copyRedirectUri')} />
    </p>
  )
}
