import { IconWifiOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import './shell.css'
import { useIsConnected } from '../lib/services.tsx'

const retryMs = 5_000

/** Around every page, signed in or not. */
export function RootFrame() {
  const isConnected = useIsConnected()
  return (
    <div className="root-frame">
      {isConnected ? null : <OfflineLine />}
      <Outlet />
    </div>
  )
}

/** Says that the server does not answer, and keeps asking. */
function OfflineLine() {
  const { t } = useTranslation('app')
  const queryClient = useQueryClient()
  useEffect(() => {
    const timer = setInterval(() => void queryClient.refetchQueries({ type: 'active' }), retryMs)
    return () => clearInterval(timer)
  }, [queryClient])
  return (
    <div className="offline-line" role="status">
      <IconWifiOff size={15} stroke={1.8} aria-hidden />
      {t('offline')}
    </div>
  )
}
