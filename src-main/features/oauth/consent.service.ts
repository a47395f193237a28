import type Provider from 'oidc-provider'
import type { Interaction, InteractionResults } from 'oidc-provider'
import { grants, type Role, roleScopes, type Scope } from '../../contract/scopes.ts'
import type { Control } from '../../infra/db/control.ts'
import type { Exchange } from '../../infra/http/bind.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError } from '../../lib/app-error.ts'
import { isClientInForce } from './client-state.ts'
import type { Consent } from './consent.contract.ts'
import { findOauthClientByClientId, type OauthClientOfCompany } from './oauth-clients.store.ts'
import { findMember, type Member } from './oauth-people.store.ts'
import type { OauthProviders } from './oauth-providers.ts'
import { apiAudience, consentCookie, personScopes } from './provider-configuration.ts'

/** Between the authorization endpoint and the page that asks the person. */
export interface Consents {
  /** @throws AppError `not_found` when there is no such authorization in this browser, or its time is over. */
  readonly view: (principal: Principal, uid: string, exchange: Exchange) => Promise<Consent>
  /** @returns where the browser goes on. @throws AppError `not_found`, `forbidden` */
  readonly decide: (principal: Principal, uid: string, isAllowed: boolean, exchange: Exchange) => Promise<string>
}

interface Asked {
  readonly provider: Provider
  readonly interaction: Interaction
  readonly found: OauthClientOfCompany
  readonly member: Member
  readonly scopes: Consent['scopes']
}

export function createConsents({ control, providers, now }: { control: Control; providers: OauthProviders; now: () => number }): Consents {
  /**
   * NB: only in the browser where the authorization began. Otherwise an attacker could start one, send its page to somebody, and come back with
   * that person's consent.
   */
  async function asked(principal: Principal, uid: string, exchange: Exchange): Promise<Asked> {
    const provider = await providers.of(exchange.origin)
    const interaction = exchange.cookie(consentCookie) === uid ? await provider.Interaction.find(uid) : undefined
    const found = findOauthClientByClientId(control.db, String(interaction?.params['client_id']))
    if (interaction === undefined || found === undefined || !isClientInForce(found.client, now())) throw gone()
    const member = findMember(control.db, { userId: principal.actor.id, company: found.company })
    if (member === undefined) throw gone()
    return { provider, interaction, found, member, scopes: scopesAsked(interaction, found, member.role) }
  }

  return {
    view: async (principal, uid, exchange) => toView(await asked(principal, uid, exchange)),
    decide: async (principal, uid, isAllowed, exchange) => {
      const question = await asked(principal, uid, exchange)
      const { interaction } = question
      interaction.result = isAllowed ? await allow(question) : { error: 'access_denied', error_description: 'the person did not allow it' }
      await interaction.persist()
      return interaction.returnTo
    },
  }
}

/** Keeps what the person allowed, as one consent of its own that can be revoked. */
async function allow({ provider, found, member, scopes }: Asked): Promise<InteractionResults> {
  if (!scopes.some(({ scope, isGrantable }) => isGrantable && !isPersonScope(scope))) {
    throw new AppError('forbidden', 'Your role grants nothing of what this client asks for.', {
      details: { fix: 'Sign in as somebody who may do it, or ask an admin of the company.' },
    })
  }
  const accountId = String(member.id)
  const grant = new provider.Grant({ accountId, clientId: found.client.clientId })
  const names = (isGrantable: boolean): string => scopes.flatMap((each) => (each.isGrantable === isGrantable ? [each.scope] : [])).join(' ')
  grant.addOIDCScope(
    scopes
      .map(({ scope }) => scope)
      .filter(isPersonScope)
      .join(' '),
  )
  grant.addResourceScope(apiAudience, names(true))
  grant.rejectResourceScope(apiAudience, names(false))
  return { login: { accountId, remember: false }, consent: { grantId: await grant.save() } }
}

function scopesAsked(interaction: Interaction, { client }: OauthClientOfCompany, role: Role | null): Consent['scopes'] {
  const asked = typeof interaction.params['scope'] === 'string' ? interaction.params['scope'].split(' ') : []
  const held = role === null ? [] : roleScopes[role]
  const isGrantable = (scope: string): boolean =>
    role !== null && (isPersonScope(scope) || (grants(held, scope as Scope) && grants(client.scopes, scope as Scope))) // others grant nothing
  return asked.filter((scope) => scope !== 'offline_access').map((scope) => ({ scope, isGrantable: isGrantable(scope) }))
}

const isPersonScope = (scope: string): boolean => personScopes.some((known) => known === scope)

const toView = ({ interaction, found, member, scopes }: Asked): Consent => ({
  clientName: found.client.name,
  clientDescription: found.client.description,
  redirectUri: String(interaction.params['redirect_uri']),
  companyName: found.companyName,
  environment: found.client.environment,
  personName: member.name,
  personEmail: member.email,
  role: member.role,
  scopes,
})

const gone = (): AppError =>
  new AppError('not_found', 'This authorization is over, or began in another browser.', {
    details: { fix: 'Go back to the application and start again there.' },
  })
