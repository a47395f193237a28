import { Tooltip } from '@mantine/core'
import { IconBolt, IconBoltOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLiveState } from '../lib/services.tsx'
import './live-indicator.css'

/** Whether what is on the screen keeps itself up to date. */
export function LiveIndicator() {
  const { t } = useTranslation('app')
  const state = useLiveState()
  const Icon = state === 'connected' ? IconBolt : IconBoltOff
  return (
    <Tooltip label={t(`live.help.${state}`)} multiline w={240}>
      <span className="live-indicator" role="status" data-state={state}>
        <Icon size={15} stroke={1.7} aria-hidden />
        <span>{t(`live.${state}`)}</span>
      </span>
    </Tooltip>
  )
}
