import { Button } from '@mantine/core'
import { IconBellPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { desktopBridge } from '../../lib/desktop-bridge.ts'

type Permission = NotificationPermission | 'application' | 'impossible'

/** NB: over plain http browsers allow notifications at this machine's own address only. */
function permissionNow(): Permission {
  if (desktopBridge() !== undefined) return 'application'
  return 'Notification' in window && window.isSecureContext ? window.Notification.permission : 'impossible'
}

/** Says whether the desktop can be told from here. A browser is asked only when the person wants it. */
export function DesktopPermission() {
  const { t } = useTranslation('notifications')
  const [permission, setPermission] = useState(permissionNow)
  const ask = async (): Promise<void> => setPermission(await window.Notification.requestPermission())
  return (
    <>
      <p>{t(`permission.${permission}`)}</p>
      {permission === 'default' ? (
        <div>
          <Button leftSection={<IconBellPlus size={16} stroke={1.6} />} onClick={() => void ask()}>
            {t('permission.ask')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
