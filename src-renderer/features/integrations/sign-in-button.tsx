import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { desktopBridge } from '../../lib/desktop-bridge.ts'
import { useApi } from '../../lib/services.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { authorizeMutation, type Connection, integrationsQuery } from './integrations.queries.ts'

interface SignInButtonProps {
  readonly connection: Connection
  readonly provider: string
}

/** How often it is looked whether somebody has come back from the vendor, milliseconds. */
const lookEveryMs = 1_500

/** In the system's browser from the desktop, whose window shows only our own pages; else in a new tab. */
async function open(url: string): Promise<void> {
  const bridge = desktopBridge()
  if (bridge === undefined) window.open(url, '_blank', 'noopener')
  else await bridge.openInBrowser({ url })
}

/** Sends somebody to the vendor to sign in, and waits for what comes of it. */
export function SignInButton({ connection, provider }: SignInButtonProps) {
  const { t } = useTranslation('integrations')
  const api = useApi()
  const [since, setSince] = useState<string | null | undefined>(undefined)
  const authorize = useMutation(authorizeMutation(api, provider))
  const isWaiting = since !== undefined && since === (connection.grant?.refreshedAt ?? null)
  useQuery({ ...integrationsQuery(api), refetchInterval: isWaiting ? lookEveryMs : false })
  const begin = (): void =>
    authorize.mutate(connection.id, {
      onSuccess: ({ authorizationUrl }) => {
        setSince(connection.grant?.refreshedAt ?? null)
        void open(authorizationUrl)
      },
    })
  return (
    <>
      {authorize.error === null ? null : <ErrorLine error={authorize.error} />}
      <Button
        variant={connection.status === 'ACTIVE' ? 'default' : 'filled'}
        leftSection={<IconExternalLink size={16} stroke={1.6} />}
        onClick={begin}
        loading={authorize.isPending}
      >
        {t(connection.grant === null ? 'signIn.first' : 'signIn.again')}
      </Button>
      {isWaiting ? (
        <span className="dim" role="status">
          {t('signIn.waiting')}
        </span>
      ) : null}
    </>
  )
}
