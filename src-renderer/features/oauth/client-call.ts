import { curlCommand } from '../../ui/curl.ts'

/** A call that gets a token by client credentials. @param secret left for the reader to fill in when it is not known any more */
export const tokenCall = (client: { readonly clientId: string }, secret: string | undefined, origin: string): string =>
  curlCommand({
    method: 'POST',
    url: `${origin}/api/oauth/token`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: secret ?? 'YOUR_CLIENT_SECRET',
    }).toString(),
  })
