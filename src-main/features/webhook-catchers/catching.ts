import type { IncomingMessage } from 'node:http'
import type { Context } from 'koa'
import { isSecretName } from '../../contract/secret-names.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { readBytes } from '../../infra/http/body.ts'
import { overloaded } from '../../infra/http/capacity.ts'
import { addressOf } from '../../infra/http/exchange.ts'
import type { ForeignApplication } from '../../infra/http/server.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { AppError } from '../../lib/app-error.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { type Signer, verifyRequest } from './verify-signature.ts'
import { catchPath } from './webhook-catchers.contract.ts'
import { keepCaught } from './webhook-catchers.service.ts'
import { findListeningCatcher, listWebhooksPointingAt } from './webhook-catchers.store.ts'
import type { CatcherRow, CaughtRow } from './webhook-catchers.table.ts'

/** How much of a body is kept, in bytes. */
const maxKeptBodyBytes = 256 * 1024

/** Requests that are taken at a time; bounds memory, whatever is sent here. */
const maxAtATime = 32

/** Webhooks whose secrets are tried on one request. */
const maxSigners = 20

/** Stands for what nobody but its owner may read. */
const hidden = '••••'

/** Named like a secret, and none: they hold for this body alone. */
const signatureHeaders = ['x-signature', 'webhook-signature']

interface CatchingOptions {
  readonly workspaces: () => readonly Workspace[]
  readonly vault: Vault
  readonly now: () => number
}

/**
 * Takes what is posted to the addresses of catchers. It asks for no credential: who knows the address may write into that catcher, and can do
 * nothing else. It emits no event, or a webhook of every event that is caught here would never come to rest.
 */
export function createCatching({ workspaces, vault, now }: CatchingOptions): ForeignApplication {
  let running = 0

  function find(token: string): { readonly workspace: Workspace; readonly catcher: CatcherRow } {
    const at = isoTime(now())
    for (const workspace of workspaces()) {
      const catcher = findListeningCatcher(workspace.db, token, at)
      if (catcher !== undefined) return { workspace, catcher }
    }
    throw new AppError('not_found', 'No catcher listens here.', {
      details: { fix: 'Look at its page in Interlock: it may have stopped, or been deleted.' },
    })
  }

  async function take(context: Context): Promise<void> {
    const { workspace, catcher } = find(context.path.slice(catchPath.length))
    if (context.method !== 'POST') {
      context.set('Allow', 'POST')
      throw new AppError('method_not_allowed', 'A catcher takes webhooks, which are posted.', { details: { allowed: ['POST'] } })
    }
    const body = await readBytes(context.req)
    const receivedAt = now()
    const signers = signersOf(workspace, catcher, { vault, now: receivedAt })
    const caught = caughtOf(context, body, { ...signers, catcherId: catcher.id, receivedAt })
    await workspace.write((tx) => keepCaught(tx, caught), { actor: systemActor })
    context.status = 204
  }

  return {
    owns: (path) => path.startsWith(catchPath),
    middleware: async (context) => {
      if (running >= maxAtATime) throw overloaded('requests')
      running += 1
      try {
        await take(context)
      } finally {
        running -= 1
      }
    },
  }
}

interface Signers {
  readonly signers: readonly Signer[]
  /** Names of headers, in lower case, that an admin keeps secret. */
  readonly secretHeaders: ReadonlySet<string>
}

/** The secrets of the webhooks that send here. */
function signersOf({ db }: Workspace, { token }: CatcherRow, { vault, now }: { vault: Vault; now: number }): Signers {
  const found = listWebhooksPointingAt(db, `${catchPath}${token}`, maxSigners)
  const signers = found.flatMap(({ id, name, secret, previousSecret, previousSecretUntil }) => {
    const isPreviousGood = previousSecret !== null && previousSecretUntil !== null && now < Date.parse(previousSecretUntil)
    const sealed = isPreviousGood ? [secret, previousSecret] : [secret]
    return sealed.map((one) => ({ secret: vault.open(one), webhookId: id, webhookName: name }))
  })
  const secretHeaders = found.flatMap(({ headers }) => headers.filter(({ isSecret }) => isSecret).map(({ name }) => name.toLowerCase()))
  return { signers, secretHeaders: new Set(secretHeaders) }
}

interface About extends Signers {
  readonly catcherId: number
  readonly receivedAt: number
}

function caughtOf(context: Context, body: Buffer, { signers, secretHeaders, catcherId, receivedAt }: About): Omit<CaughtRow, 'id'> {
  const headers = headersOf(context.req)
  const unixSeconds = Math.floor(receivedAt / 1000)
  const { verdict, signer, signatures } = verifyRequest({ headers, body, unixSeconds }, signers)
  const isShown = (name: string): boolean => signatureHeaders.includes(name) || !(isSecretName(name) || secretHeaders.has(name))
  const kept = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, isShown(name) ? value : hidden]))
  const text = body.subarray(0, maxKeptBodyBytes).toString('utf8')
  const attempt = Number(headers['x-delivery-attempt'])
  return {
    catcherId,
    verdict,
    webhookId: signer?.webhookId ?? null,
    webhookName: signer?.webhookName ?? null,
    eventId: short(headers['webhook-id'] ?? headers['x-event-id']),
    eventType: short(headers['x-event-type']),
    attemptNumber: Number.isSafeInteger(attempt) ? attempt : null,
    bodyBytes: body.length,
    isBodyCut: body.length > maxKeptBodyBytes,
    ipAddress: addressOf(context),
    receivedAt: isoTime(receivedAt),
    url: context.href,
    signatures,
    headers: kept,
    body: text,
    storedBytes: Buffer.byteLength(JSON.stringify(kept)) + Buffer.byteLength(text),
  }
}

/** By their names in lower case, each with one text. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))

const short = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text.slice(0, 200))
