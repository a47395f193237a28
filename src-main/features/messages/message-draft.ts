import type { Workspace } from '../../infra/db/workspace.ts'
import type { Integrations } from '../integrations/integrations.service.ts'
import { messageKinds } from './message.contract.ts'
import type { MessageDraftView } from './message-draft.contract.ts'
import { canSend, chooseConnection } from './outbox.ts'

type Json = Readonly<Record<string, unknown>>
type Recipient = MessageDraftView['recipients'][number]

/** What messages can be sent by, kind by kind. */
export function connectionsFor(
  workspace: Workspace,
  integrations: Pick<Integrations, 'get' | 'list' | 'connectorOf'>,
): MessageDraftView['connections'] {
  const { list, connectorOf } = integrations
  const isSandbox = workspace.environment === 'sandbox'
  return messageKinds.flatMap((kind) => {
    const able = list(workspace).filter(({ type }) => canSend(connectorOf(type), kind))
    if (able.length === 0) return isSandbox ? [{ ...simulator, kind }] : []
    const { connectionId } = chooseConnection(workspace, { kind, connectionId: undefined }, integrations)
    return able.map(({ id, name, type, status }) => ({
      ...{ id, name, type, kind, status },
      isDefault: id === connectionId,
      hasTurkishSms: connectorOf(type).hasTurkishSms === true,
    }))
  })
}

const simulator = { id: 0, name: 'Simulator', type: 'simulator', status: 'ACTIVE', isDefault: true, hasTurkishSms: true } as const

/** Who can be reached by records on the wire: their own addresses and numbers, and those of parties that they hold. */
export function recipientsOf(records: readonly Json[]): Recipient[] {
  const all = records.flatMap((record) => [record, record['customer']].flatMap((holder) => (isObject(holder) ? [recipientOf(holder)] : [])))
  const known = all.filter(({ mail, number }) => mail !== null || number !== null)
  return [...new Map(known.map((each) => [`${each.mail} ${each.number}`, each])).values()]
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const recipientOf = (holder: Json): Recipient => ({
  name: textOf(holder, /^name$|^full_name$|^contact_name$/),
  mail: textOf(holder, /email$/),
  number: textOf(holder, /^mobile|_mobile$/) ?? textOf(holder, /phone$/),
})

function textOf(holder: Json, name: RegExp): string | null {
  const [, value] = Object.entries(holder).find(([key, each]) => name.test(key) && typeof each === 'string' && each.trim() !== '') ?? []
  return typeof value === 'string' ? value : null
}
