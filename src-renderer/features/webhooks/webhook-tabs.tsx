import { useParams, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TabLinks } from '../../ui/tab-links.tsx'
import './webhooks-page.css'

/** The parts of a webhook's page, with the filters of the open one beside them. */
export function WebhookTabs({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation('webhooks')
  const { webhookId } = useParams({ from: '/shell/settings/webhooks/$webhookId' })
  const path = useRouterState({ select: (state) => state.location.pathname })
  const base = `/settings/webhooks/${webhookId}`
  const tabs = [
    { label: t('tab.deliveries'), to: base, isCurrent: path === base || path.startsWith(`${base}/deliveries`) },
    { label: t('tab.performance'), to: `${base}/performance`, isCurrent: path === `${base}/performance` },
    { label: t('tab.settings'), to: `${base}/settings`, isCurrent: path === `${base}/settings` },
    { label: t('tab.secret'), to: `${base}/secret`, isCurrent: path === `${base}/secret` },
  ]
  return (
    <div className="webhook-tabs">
      <TabLinks label={t('tab.label')} tabs={tabs} />
      {children}
    </div>
  )
}
