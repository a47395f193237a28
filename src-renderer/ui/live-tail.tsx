import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface LiveTailProps {
  readonly isPaused: boolean
  readonly onChange: (isPaused: boolean) => void
}

/** Lets a list that grows at its top stand still while somebody reads it. */
export function LiveTail({ isPaused, onChange }: LiveTailProps) {
  const { t } = useTranslation('ui')
  const Shape = isPaused ? IconPlayerPlay : IconPlayerPause
  return (
    <Button variant="subtle" leftSection={<Shape size={16} stroke={1.6} />} onClick={() => onChange(!isPaused)} aria-pressed={isPaused}>
      {t(isPaused ? 'tail.resume' : 'tail.pause')}
    </Button>
  )
}
