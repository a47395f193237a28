import type { Announcer } from '../../events/announcer.ts'
import type { Control } from '../../infra/db/control.ts'
import { createStampBuffer } from '../../infra/db/stamp-buffer.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { announceEnds, startGrace } from './api-key-changes.ts'
import { type ApiKeyReader, createApiKeyReader } from './api-key-reader.ts'
import { stampLastUse } from './api-key-secrets.store.ts'
import { type ApiKeyVerifier, createApiKeyVerifier, type LastUse, type SecretOfKey } from './api-key-verifier.ts'
import { type ApiKeyWriter, createApiKeyWriter } from './api-key-writer.ts'
import { listEndingKeys } from './api-keys.store.ts'
import { dueNotice, farthestNoticeMs } from './expiry-notices.ts'

/** How long last uses wait to be written, in milliseconds. */
const stampAfterMs = 3_000

export interface ApiKeys extends Omit<ApiKeyReader, 'getInReach'>, ApiKeyWriter {
  readonly authenticate: ApiKeyVerifier['authenticate']
  readonly recheck: ApiKeyVerifier['recheck']
  /** Reads every key anew on its next use, after what they refer to has changed. */
  readonly forgetAll: () => void
  /** Announces the keys that end soon or have ended, and brings what was announced into the logs. Once a minute, and at start. */
  readonly keepWatch: () => Promise<void>
  /** Writes the last uses and brings the events over that wait; at close. */
  readonly flush: () => Promise<void>
}

interface ApiKeysOptions {
  readonly control: Control
  /** Tells the logs of the workspaces what was announced. */
  readonly deliver: Announcer['deliver']
  readonly now: () => number
  readonly newSecret: (bytes: number) => Buffer
  readonly onError: (error: unknown) => void
}

export function createApiKeys(options: ApiKeysOptions): ApiKeys {
  const { control, now } = options
  const lastUses = createStampBuffer<LastUse>({
    flushAfterMs: stampAfterMs,
    write: (uses) => writeLastUses(control, uses),
    onError: options.onError,
  })
  const onAwaitedUse = (secret: SecretOfKey, at: number): void =>
    void control.write((tx) => startGrace(tx, secret, at), { actor: systemActor }).catch(options.onError)
  const verifier = createApiKeyVerifier({ control, now, lastUses, onAwaitedUse })
  const { getInReach, ...reader } = createApiKeyReader({ control, now, lastUses })
  const writer = createApiKeyWriter({ ...options, getInReach, get: reader.get, forget: verifier.forget })

  return {
    authenticate: verifier.authenticate,
    recheck: verifier.recheck,
    forgetAll: verifier.forgetAll,
    ...reader,
    ...writer,
    keepWatch: async () => {
      const before = isoTime(now() + farthestNoticeMs)
      if (listEndingKeys(control.db, before).some(({ key }) => dueNotice(key, now()) !== undefined))
        await control.write((tx) => announceEnds(tx, before), { actor: systemActor })
      await options.deliver()
    },
    flush: async () => {
      await Promise.all([lastUses.flush(), options.deliver()])
    },
  }
}

const writeLastUses = (control: Control, uses: ReadonlyMap<number, LastUse>): Promise<void> =>
  control.write((tx) => uses.forEach((use, id) => void stampLastUse(tx.db, { id, at: isoTime(use.at), address: use.address })), {
    actor: systemActor,
  })
