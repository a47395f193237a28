import type { Client, default as Provider } from 'oidc-provider'
import { isSecretOf } from './client-secret.ts'
import type { OauthClientOfCompany } from './oauth-clients.store.ts'
import { providerConfiguration } from './provider-configuration.ts'
import { isRedirectAllowed } from './redirect-uri.ts'
import type { SigningKey, SigningKeys } from './signing-keys.ts'

/** The name under which a workstation is reached is its issuer, so there is one provider for each; all share what is stored. */
export interface OauthProviders {
  /** @param origin `http://127.0.0.1:4780`, of an allowed host. */
  readonly of: (origin: string) => Promise<Provider>
}

type ProvidersOptions = Omit<Parameters<typeof providerConfiguration>[0], 'keys' | 'library'> & {
  readonly signingKeys: SigningKeys
  readonly now: () => number
  /** A failure that is ours; the caller only hears `server_error`. */
  readonly onError: (error: unknown) => void
}

/** Names of one workstation that are kept ready. A caller can write any port into its Host header. */
const maxProviders = 20

export function createOauthProviders(options: ProvidersOptions): OauthProviders {
  const providers = new Map<string, Provider>()
  let builtWith: readonly SigningKey[] = []
  return {
    of: async (origin) => {
      const keys = await options.signingKeys.current()
      if (keys !== builtWith || providers.size >= maxProviders) providers.clear()
      builtWith = keys
      const provider = providers.get(origin) ?? (await createProvider(origin, keys, options))
      providers.set(origin, provider)
      return provider
    },
  }
}

/** NB: the library is large and most starts never need it, so it is loaded here. */
async function createProvider(origin: string, keys: readonly SigningKey[], options: ProvidersOptions): Promise<Provider> {
  const library = await import('oidc-provider')
  const provider = new library.default(origin, providerConfiguration({ ...options, library, keys }))
  const rules = clientRules(options.findClient, options.now)
  Object.defineProperties(provider.Client.prototype, {
    compareClientSecret: { value: rules.compareClientSecret },
    redirectUriAllowed: { value: rules.redirectUriAllowed },
  })
  provider.on('server_error', (_, error) => options.onError(error))
  return provider
}

/** What the provider's own client cannot do: secrets of which only hashes are kept, two of them at a time, and our rule for redirects. */
const clientRules = (findClient: (clientId: string) => OauthClientOfCompany | undefined, now: () => number) => ({
  compareClientSecret(this: Client, given: string): boolean {
    const found = findClient(this.clientId)
    return found !== undefined && isSecretOf(found.client, given, now())
  },
  redirectUriAllowed(this: Client, uri: string): boolean {
    return isRedirectAllowed(this.redirectUris ?? [], uri)
  },
})
