import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { workspaceSetting } from '../../infra/settings/workspace-setting.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import { systemActor } from '../../lib/identity.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService } from '../../records/record-service.ts'
import { createRecordStore } from '../../records/record-store.ts'
import { type Credit, type CreditKind, creditType } from './credits.contract.ts'
import { findBalance } from './credits.store.ts'
import { credits } from './credits.table.ts'

export interface NewCredit {
  readonly kind: CreditKind
  readonly amount: number
  readonly description: string | null
  readonly invoiceId?: number
}

/** What happened, by kind: `credit.top_up`, `credit.debited` … */
const announced: Readonly<Record<CreditKind, string>> = {
  top_up: 'top_up',
  debit: 'debited',
  refund: 'refunded',
  adjustment: 'adjusted',
}

const startingCredits = 100

const lowThreshold = workspaceSetting('credits.low_threshold', 10)

/** The ledger of credits: what was topped up, taken and given back. Entries are added, never changed, and the balance is never negative. */
export function createCreditService(registry: RecordRegistry) {
  const store = createRecordStore(credits)
  const records = createRecordService<Credit>({ type: creditType, store, registry })

  /** @throws AppError `insufficient_credits` when the balance would be negative, `invalid_request` for a top-up that takes away. */
  function add(tx: Tx, entry: NewCredit): Credit {
    if (entry.kind === 'top_up' && entry.amount < 0)
      throw invalidField('amount', 'must be positive for a top-up', 'To take credits away, write an adjustment.')
    const before = findBalance(tx.db) ?? 0
    const balanceAfter = before + entry.amount
    if (balanceAfter < 0) throw insufficient(before, -entry.amount)
    if (!Number.isSafeInteger(balanceAfter)) throw invalidField('amount', 'makes a balance larger than Interlock can count exactly')
    const id = store.insert(tx.db, {
      ...entry,
      invoiceId: entry.invoiceId ?? null,
      balanceAfter,
      version: 1,
      createdAt: tx.now,
      updatedAt: tx.now,
    })
    const row = records.getRow(tx.db, id)
    records.announce(tx, row, announced[entry.kind])
    const threshold = lowThreshold.read(tx.db)
    if (before > threshold && balanceAfter <= threshold) records.announce(tx, row, 'low')
    return records.present(row)
  }

  function balanceOf(db: Db) {
    const balance = findBalance(db) ?? 0
    const threshold = lowThreshold.read(db)
    return { balance, lowThreshold: threshold, isLow: balance <= threshold }
  }

  function setLowThreshold(tx: Tx, threshold: number) {
    lowThreshold.write(tx.db, threshold)
    return balanceOf(tx.db)
  }

  /** A new sandbox begins with credits, so that the first e-invoice can be sent at once. */
  async function open({ environment, db, write }: Workspace): Promise<void> {
    if (environment === 'sandbox' && findBalance(db) === undefined) await write(startSandbox, { actor: systemActor })
  }

  function startSandbox(tx: Tx): void {
    if (findBalance(tx.db) !== undefined) return
    add(tx, { kind: 'top_up', amount: startingCredits, description: 'Credits of a new sandbox' })
  }

  return { registry, list: records.list, get: records.get, add, balanceOf, setLowThreshold, open, startSandbox }
}

function insufficient(balance: number, needed: number): AppError {
  return new AppError('insufficient_credits', `This takes ${needed} credits; the balance is ${balance}.`, {
    details: { balance, needed, fix: 'Top up with POST /api/v1/credits, then send the request again.' },
  })
}

export type CreditService = ReturnType<typeof createCreditService>
