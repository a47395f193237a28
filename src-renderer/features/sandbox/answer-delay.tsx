import { Button, NumberInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestAnswerDelayMs } from '../../../src-main/features/sandbox/sandbox.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { setAnswerDelayMutation } from './sandbox.queries.ts'

/** How long the simulated provider takes, in seconds. */
export function AnswerDelay({ answerDelayMs }: { readonly answerDelayMs: number }) {
  const { t } = useTranslation('sandbox')
  const { separators } = useFormat()
  const [seconds, setSeconds] = useState<number | string>(answerDelayMs / 1_000)
  const save = useMutation(setAnswerDelayMutation(useApi()))
  const chosenMs = Math.round(Number(seconds) * 1_000)
  const isChanged = seconds !== '' && chosenMs !== answerDelayMs
  return (
    <form
      className="answer-delay"
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged) save.mutate(chosenMs, { onSuccess: () => notify({ message: t('clock.saved') }) })
      }}
    >
      <NumberInput
        label={t('clock.label')}
        description={t('clock.help')}
        suffix={` ${t('clock.unit')}`}
        min={0}
        max={longestAnswerDelayMs / 1_000}
        decimalScale={1}
        decimalSeparator={separators.decimal}
        value={seconds}
        onChange={setSeconds}
      />
      <Button type="submit" disabled={!isChanged} loading={save.isPending}>
        {t('clock.save')}
      </Button>
      {save.error === null ? null : <ErrorLine error={save.error} />}
    </form>
  )
}
