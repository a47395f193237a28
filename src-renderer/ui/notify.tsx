import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { getI18n } from 'react-i18next'
import './notify.css'
import type { Tone } from './status-badge.tsx'
import { StatusIcon } from './status-badge.tsx'

interface Notice {
  readonly message: string
  readonly tone?: Tone
  /** "Undo", for what can be taken back. */
  readonly action?: { readonly label: string; readonly onClick: () => void }
}

const noticeMs = 5_000
const undoMs = 10_000

/** Says at the edge of the window what was done. */
export function notify({ message, tone = 'done', action }: Notice): void {
  const id = notifications.show({
    icon: <StatusIcon tone={tone} />,
    color: 'transparent',
    closeButtonProps: { 'aria-label': getI18n().t('ui:panel.close') },
    autoClose: action === undefined ? noticeMs : undoMs,
    message: (
      <span className="notice">
        {message}
        {action === undefined ? null : (
          <Button
            size="compact-sm"
            onClick={() => {
              notifications.hide(id)
              action.onClick()
            }}
          >
            {action.label}
          </Button>
        )}
      </span>
    ),
  })
}
