import type { ExpiringCredential } from '../../../src-main/features/expiry/expiry.contract.ts'

const pathTo: Readonly<Record<ExpiringCredential['subjectType'], (id: number | null) => string>> = {
  api_key: (id) => `/settings/api-keys/${id}`,
  oauth_client: (id) => `/settings/oauth-clients/${id}`,
  webhook: (id) => `/settings/webhooks/${id}`,
  connection: (id) => `/settings/integrations/${id}`,
  outgoing_calls: () => '/settings/outgoing-calls',
}

/** Where a credential is renewed. */
export const pathOf = ({ subjectType, subjectId }: Pick<ExpiringCredential, 'subjectType' | 'subjectId'>): string =>
  pathTo[subjectType](subjectId)
