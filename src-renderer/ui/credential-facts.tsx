import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CredentialUsage } from '../../src-main/features/credentials/credentials.contract.ts'
import { rateLimitsQuery } from '../lib/credential-queries.ts'
import { useApi } from '../lib/services.tsx'
import { KeyValueList } from './stat.tsx'
import { SkeletonLines } from './states.tsx'
import { useFormat } from './use-format.ts'
import { Code, DateTime } from './values.tsx'

/** The limit of a key or client, its own or the one that it shares. */
export function LimitOf({ rateLimitPerHour, rateLimitId }: { readonly rateLimitPerHour: number; readonly rateLimitId: number | null }) {
  const { t } = useTranslation('credentials')
  const format = useFormat()
  const shared = useQuery(rateLimitsQuery(useApi())).data?.find(({ id }) => id === rateLimitId)
  if (shared !== undefined) return t('sharedLimit', { name: shared.name })
  return t('perHour', { count: rateLimitPerHour, number: format.number(rateLimitPerHour) })
}

/** The limit that a key of a list shares. */
export function SharedLimitName({ id }: { readonly id: number }) {
  const { t } = useTranslation('credentials')
  const shared = useQuery(rateLimitsQuery(useApi())).data?.find((limit) => limit.id === id)
  const name = shared?.name ?? t('field.sharedLimit')
  return <span title={t('sharedLimit', { name })}>{name}</span>
}

/** Where it may call from. */
export function AddressesOf({ addresses }: { readonly addresses: readonly string[] }) {
  const { t } = useTranslation('credentials')
  if (addresses.length === 0) return t('anyAddress')
  return addresses.map((address) => (
    <div key={address}>
      <Code>{address}</Code>
    </div>
  ))
}

/** How much a key or client is used, and from where. @param usage undefined while it is on its way. */
export function UsageSection({ usage }: { readonly usage: CredentialUsage | undefined }) {
  const { t } = useTranslation('credentials')
  return (
    <section>
      <h3>{t('usage.title')}</h3>
      {usage === undefined ? <SkeletonLines count={3} /> : <Numbers usage={usage} />}
    </section>
  )
}

function Numbers({ usage }: { readonly usage: CredentialUsage }) {
  const { t } = useTranslation('credentials')
  const format = useFormat()
  const { lastError } = usage
  return (
    <KeyValueList
      items={[
        {
          label: t('usage.lastDay'),
          value: t('usage.calls', { calls: format.number(usage.callsLastDay), failed: format.number(usage.failedLastDay) }),
        },
        { label: t('usage.lastMonth'), value: format.number(usage.callsLastMonth) },
        { label: t('usage.addresses'), value: <UsedFrom addresses={usage.addressesLastDay} /> },
        ...(lastError === null ? [] : [{ label: t('usage.lastError'), value: <LastError error={lastError} /> }]),
      ]}
    />
  )
}

function UsedFrom({ addresses }: { readonly addresses: CredentialUsage['addressesLastDay'] }) {
  const format = useFormat()
  if (addresses.length === 0) return '–'
  return addresses.map(({ address, calls }) => (
    <div key={address}>
      <Code>{address}</Code> {format.number(calls)}
    </div>
  ))
}

function LastError({ error }: { readonly error: NonNullable<CredentialUsage['lastError']> }) {
  return (
    <>
      <Link to="/requests/$requestId" params={{ requestId: error.requestId }}>
        <Code>{error.code}</Code>
      </Link>{' '}
      <DateTime time={error.at} />
    </>
  )
}
