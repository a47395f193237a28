import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notification as Told } from '../../../src-main/features/notifications/notifications.contract.ts'
import { desktopBridge } from '../../lib/desktop-bridge.ts'
import { useApi } from '../../lib/services.tsx'
import { useNotificationPath, useNotificationWords } from './notification-words.tsx'
import { claimMutation } from './notifications.queries.ts'

/** Whether the desktop can be told: always by the application, in a browser once the person has allowed it. */
const canTellDesktop = (): boolean =>
  desktopBridge() !== undefined || ('Notification' in window && window.Notification.permission === 'granted')

interface Due {
  readonly count: number
  /** When the count was read: what could not be claimed is tried again with each reading. */
  readonly readAt: number
}

/** Shows on the desktop what is due: one by itself, several as one. Of many open windows the first to claim them shows them. */
export function useDesktopNotifications({ count, readAt }: Due): void {
  const { t } = useTranslation('notifications')
  const navigate = useNavigate()
  const words = useNotificationWords()
  const pathOf = useNotificationPath()
  const { mutate, isPending } = useMutation(claimMutation(useApi()))
  const show = async ({ data, total }: { data: readonly Told[]; total: number }): Promise<void> => {
    const newest = data[0]
    if (newest === undefined) return
    const { title, detail } = words(newest)
    const isClicked = await tell(total === 1 ? { title, body: detail } : { title: t('several', { count: total }), body: title })
    if (isClicked) void navigate({ to: total === 1 ? pathOf(newest) : '/notifications' })
  }
  const take = (): void => {
    if (!isPending && canTellDesktop()) mutate(undefined, { onSuccess: (claimed) => void show(claimed) })
  }
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    if (count > 0 && readAt > 0) latest.current()
  }, [count, readAt])
}

/** @returns whether the person clicked it, once that is known. */
function tell({ title, body }: { readonly title: string; readonly body: string }): Promise<boolean> {
  const bridge = desktopBridge()
  if (bridge !== undefined) return bridge.showNotification({ title, body }).then(({ isClicked }) => isClicked)
  return new Promise((resolve) => {
    const shown = new window.Notification(title, { body })
    shown.onclick = () => {
      window.focus()
      shown.close()
      resolve(true)
    }
    shown.onclose = () => resolve(false)
  })
}
