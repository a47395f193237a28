import type { OutboundError } from '../../infra/outbound/outbound-error.ts'
import type { OutboundTiming } from '../../infra/outbound/outbound-timing.ts'
import { assertNever } from '../../lib/assert.ts'
import type { CallStep, FailureKind } from './connector.contract.ts'
import { ConnectorFailure } from './failure.ts'

/** How far a call had come. */
export interface Progress {
  readonly isTls: boolean
  readonly timing: OutboundTiming | null
  /** Only a connection was to be made. */
  readonly isConnecting?: boolean
}

/** What a failure on the way to a vendor means, and at which step it happened. */
export function networkFailure({ kind, message }: OutboundError, progress: Progress): ConnectorFailure {
  const step = stepOf(kind, progress)
  const isBefore = step === 'dns' || step === 'tcp' || step === 'tls'
  return new ConnectorFailure(kindOf(kind, step), { step, mayHaveArrived: !isBefore, detail: message })
}

function kindOf(kind: OutboundError['kind'], step: CallStep): FailureKind {
  switch (kind) {
    case 'connect':
      return step === 'tls' ? 'tls_hung' : 'unreachable'
    case 'timeout':
      return step === 'tls' ? 'tls_hung' : step === 'tcp' ? 'unreachable' : 'timeout'
    case 'http':
      return 'vendor_down'
    default:
      return kind
  }
}

function stepOf(kind: OutboundError['kind'], progress: Progress): CallStep {
  switch (kind) {
    case 'address':
    case 'dns':
      return 'dns'
    case 'refused':
    case 'proxy':
      return 'tcp'
    case 'tls':
      return 'tls'
    case 'connect':
    case 'timeout':
    case 'aborted':
    case 'reset':
      return progress.isConnecting ? 'tcp' : reached(progress, kind)
    case 'protocol':
    case 'redirect':
    case 'http':
      return 'protocol'
    default:
      return assertNever(kind)
  }
}

/** The step that a call was in when it ended. */
function reached({ isTls, timing }: Progress, kind: OutboundError['kind']): CallStep {
  if (timing === null || timing.isReused) return 'protocol'
  const isConnected = timing.connectMs !== null
  if (!isConnected) return kind === 'reset' ? 'protocol' : 'tcp'
  return isTls && timing.tlsMs === null ? 'tls' : 'protocol'
}
