import { useTranslation } from 'react-i18next'
import { StatusIcon, type Tone } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { TestResult } from './integrations.queries.ts'

type Step = TestResult['steps'][number]

const tones: Readonly<Record<Step['state'], Tone>> = { ok: 'done', failed: 'failed', not_reached: 'off', not_needed: 'off' }

interface TestStepsProps {
  readonly result: TestResult
  /** What the connector speaks. */
  readonly protocol: string
}

/** How far a test came, step by step, and what to do where it ended. */
export function TestSteps({ result, protocol }: TestStepsProps) {
  const { t } = useTranslation('integrations')
  const format = useFormat()
  const nameOf = (step: Step['step']): string => (step === 'protocol' ? protocol : t(`step.${step}`))
  return (
    <section className="test-steps" aria-label={t('test.title')} aria-live="polite">
      <ol>
        {result.steps.map(({ step, state, ms }) => (
          <li key={step} data-state={state}>
            <StatusIcon tone={tones[state]} />
            <strong>{nameOf(step)}</strong>
            <span className="dim">{ms === null ? t(`state.${state}`) : format.duration(ms)}</span>
          </li>
        ))}
      </ol>
      {result.failure === null ? <p>{t('test.works')}</p> : <FailureWords failure={result.failure} />}
    </section>
  )
}

type Failure = NonNullable<TestResult['failure']>

/** What went wrong, what to do, and the vendor's own words beneath. */
export function FailureWords({ failure }: { readonly failure: Failure }) {
  const { t } = useTranslation('integrations')
  const { vendor, detail } = failure
  const said = [vendor?.status, vendor?.code, vendor?.message].filter((part) => part !== null && part !== undefined).join(' · ')
  return (
    <div className="failure-words">
      <strong>{failure.message}</strong>
      <p>{failure.fix}</p>
      {said === '' ? null : (
        <p className="dim">
          {t('test.vendorSaid')} <span className="mono">{said}</span>
        </p>
      )}
      {detail === null ? null : <p className="dim mono">{detail}</p>}
    </div>
  )
}
