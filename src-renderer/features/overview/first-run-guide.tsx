import { ActionIcon, Button, Tooltip, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconCircle, IconCircleCheckFilled, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useWorkspace } from '../../lib/services.tsx'
import { readStored, writeStored } from '../../lib/stored.ts'
import { Section } from '../../ui/page.tsx'
import './first-run-guide.css'
import { GuideStep } from './guide-step.tsx'
import { doneSteps, type GuideStepId, guideStepIds } from './guide-steps.ts'
import { type GuideProgress, guideQuery } from './overview.queries.ts'

/** From nothing to a printed proforma, for whoever has just set Interlock up. Goes when it is done or sent away. */
export function FirstRunGuide() {
  const { company = '', environment } = useWorkspace()
  const name = `guide.${company}.${environment}`
  const [mark, setMark] = useState(() => readStored<'open' | 'dismissed'>(name))
  const guide = useQuery({ ...guideQuery(useApi(), environment), enabled: mark !== 'dismissed' })
  // Once begun it stays through its last step: the first call must not take it away.
  const isShown = mark !== 'dismissed' && guide.data !== undefined && (mark === 'open' || !guide.data.wasCalled)
  useEffect(() => {
    if (!isShown || mark === 'open') return
    writeStored(name, 'open')
    setMark('open')
  }, [isShown, mark, name])
  const dismiss = (): void => {
    writeStored(name, 'dismissed')
    setMark('dismissed')
  }
  return isShown ? <Guide facts={guide.data} onDismiss={dismiss} /> : null
}

function Guide({ facts, onDismiss }: { readonly facts: GuideProgress; readonly onDismiss: () => void }) {
  const { t } = useTranslation('overview')
  const done = doneSteps(facts)
  const next = guideStepIds.find((id) => !done[id])
  const [chosen, setChosen] = useState<GuideStepId | 'none' | undefined>(undefined)
  const opened = chosen ?? next
  const count = guideStepIds.filter((id) => done[id]).length
  return (
    <Section
      title={t(next === undefined ? 'guide.doneTitle' : 'guide.title')}
      actions={
        <span className="guide-head">
          <span className="dim">{t('guide.progress', { count, total: guideStepIds.length })}</span>
          {next === undefined ? (
            <Button onClick={onDismiss}>{t('guide.close')}</Button>
          ) : (
            <Tooltip label={t('guide.dismiss')}>
              <ActionIcon aria-label={t('guide.dismiss')} onClick={onDismiss}>
                <IconX size={16} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          )}
        </span>
      }
      flush
    >
      <ol className="guide">
        {guideStepIds.map((id) => (
          <Step key={id} id={id} isDone={done[id]} isOpen={id === opened} onToggle={() => setChosen(id === opened ? 'none' : id)}>
            <GuideStep id={id} facts={facts} />
          </Step>
        ))}
      </ol>
    </Section>
  )
}

interface StepProps {
  readonly id: GuideStepId
  readonly isDone: boolean
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
}

function Step({ id, isDone, isOpen, onToggle, children }: StepProps) {
  const { t } = useTranslation('overview')
  const bodyId = useId()
  const Shape = isDone ? IconCircleCheckFilled : IconCircle
  return (
    <li {...(isDone ? { 'data-done': true } : {})}>
      <UnstyledButton className="guide-step" aria-expanded={isOpen} aria-controls={bodyId} onClick={onToggle}>
        <Shape size={18} stroke={1.6} aria-hidden className="guide-tick" />
        <span>{t(`guide.${id}.title`)}</span>
        {isDone ? <span className="visually-hidden">{t('guide.done')}</span> : null}
        <IconChevronDown size={15} stroke={1.6} aria-hidden className="guide-chevron" />
      </UnstyledButton>
      <div id={bodyId} className="guide-body" hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </li>
  )
}
