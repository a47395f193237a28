import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface CopyButtonProps {
  readonly value: string
  /** What is copied, for the button's name: "Copy request id". */
  readonly label?: string
  /** `icon` (default) or a button with its label written out. */
  readonly shape?: 'icon' | 'button'
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ value, label, shape = 'icon' }: CopyButtonProps) {
  const { t } = useTranslation('ui')
  const clipboard = useClipboard({ timeout: 2000 })
  const text = clipboard.copied ? t('copy.done') : (label ?? t('copy.action'))
  const icon = clipboard.copied ? <IconCheck size={16} stroke={1.6} /> : <IconCopy size={16} stroke={1.6} />
  const copy = (): void => clipboard.copy(value)
  if (shape === 'button') {
    return (
      <Button leftSection={icon} onClick={copy}>
        <span aria-live="polite">{text}</span>
      </Button>
    )
  }
  return (
    <Tooltip label={text}>
      <ActionIcon onClick={copy} aria-label={text}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
