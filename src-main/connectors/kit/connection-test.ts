import type { OutboundTiming } from '../../infra/outbound/outbound-timing.ts'
import type { LoggedCall } from './caller.ts'
import { type CallStep, callSteps } from './connector.contract.ts'
import type { TestFinding } from './connector.ts'
import { ConnectorFailure } from './failure.ts'

export interface TestStep {
  readonly step: CallStep
  readonly state: 'ok' | 'failed' | 'not_reached' | 'not_needed'
  readonly ms: number | null
}

export interface TestOutcome {
  readonly steps: readonly TestStep[]
  readonly finding: TestFinding | null
  readonly failure: ConnectorFailure | null
}

/** Runs a test and says how far it came. @param calls what was logged of it, filled while it runs. */
export async function runTest(test: () => Promise<TestFinding>, calls: readonly LoggedCall[]): Promise<TestOutcome> {
  try {
    const finding = await test()
    return { steps: stepsOf(null, calls), finding, failure: null }
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error
    return { steps: stepsOf(error.step, calls), finding: null, failure: error }
  }
}

/** The steps of the last call, up to the one that failed. */
function stepsOf(failed: CallStep | null, calls: readonly LoggedCall[]): TestStep[] {
  const last = calls.at(-1)
  const timing = calls.find((call) => call.timing !== null && !call.timing.isReused)?.timing ?? last?.timing ?? null
  const isTls = failed === 'tls' || last === undefined || last.isTls
  const failedAt = failed === null ? callSteps.length : callSteps.indexOf(failed)
  return callSteps.map((step, place): TestStep => {
    if (place > failedAt) return { step, state: 'not_reached', ms: null }
    if (place === failedAt) return { step, state: 'failed', ms: null }
    if (step === 'tls' && !isTls) return { step, state: 'not_needed', ms: null }
    return { step, state: 'ok', ms: msOf(step, timing) }
  })
}

function msOf(step: CallStep, timing: OutboundTiming | null): number | null {
  switch (step) {
    case 'dns':
      return timing?.dnsMs ?? null
    case 'tcp':
      return timing?.connectMs ?? null
    case 'tls':
      return timing?.tlsMs ?? null
    case 'protocol':
      return timing?.firstByteMs ?? null
    case 'vendor':
      return null
  }
}
