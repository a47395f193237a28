import { IconBellRinging, IconCheck, IconClockPause, IconEye, IconRotateClockwise } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AlarmPriority, AlarmState } from '../../../src-main/features/alarms/alarm-kinds.contract.ts'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'

const looks = {
  active_unacknowledged: { tone: 'failed', icon: IconBellRinging },
  active_acknowledged: { tone: 'waiting', icon: IconEye },
  returned_unacknowledged: { tone: 'running', icon: IconRotateClockwise },
  shelved: { tone: 'off', icon: IconClockPause },
  closed: { tone: 'done', icon: IconCheck },
} as const

export function AlarmBadge({ state }: { readonly state: AlarmState }) {
  const { t } = useTranslation('alarms')
  return <StatusBadge {...looks[state]} label={t(`state.${state}`)} />
}

const tones: Readonly<Record<AlarmPriority, Tone>> = { critical: 'failed', high: 'failed', medium: 'waiting', low: 'off' }

export function PriorityBadge({ priority }: { readonly priority: AlarmPriority }) {
  const { t } = useTranslation('alarms')
  return <StatusBadge tone={tones[priority]} icon={IconBellRinging} label={t(`priority.${priority}`)} />
}

/** To what each alarm means, and what to do about it. */
export function GuideLink() {
  const { t } = useTranslation('alarms')
  return (
    <Link to="/api-docs/guides/$guide" params={{ guide: 'alarms' }}>
      {t('guide')}
    </Link>
  )
}
