import { type BoundRoute, read, task } from '../../infra/http/bind.ts'
import { getOutgoingCalls, updateOutgoingCalls } from './outgoing-calls.contract.ts'
import type { OutgoingCallsService } from './outgoing-calls.service.ts'

export const outgoingCallsRoutes = ({ outgoingCalls }: { outgoingCalls: OutgoingCallsService }): BoundRoute[] => [
  read(getOutgoingCalls, ({ principal }) => outgoingCalls.of(principal.workspace.company)),
  task(updateOutgoingCalls, ({ principal, body, exchange }) => outgoingCalls.update(principal, body, exchange.requestId)),
]
