import { useTranslation } from 'react-i18next'
import { notify } from '../../ui/notify.tsx'
import { Guide } from './connect-page.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { useConnection } from './connection-page.tsx'

/** The settings of a connection; saving tests them. */
export function ConnectionSettingsTab() {
  const { t } = useTranslation('integrations')
  const { found } = useConnection()
  if (found === undefined) return null
  const { connection, integration } = found
  return (
    <div className="connecting">
      <ConnectionForm
        key={connection.version}
        integration={integration}
        connection={connection}
        onSaved={(saved, test) => {
          if (test.isOk) notify({ message: t('isConnected', { name: saved.name }) })
        }}
      />
      <Guide integration={integration} />
    </div>
  )
}
