import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ServerForm } from '../../ui/use-server-form.ts'
import type { WebhookValues } from './webhook-values.ts'

/** The exception for plain http, where the URL asks for it. */
export function HttpException({ form }: { readonly form: ServerForm<WebhookValues>['form'] }) {
  const { t } = useTranslation('webhooks')
  if (!form.values.isHttpAllowed && !needsException(form.values.url)) return null
  return (
    <Checkbox
      label={t('form.httpAllowed')}
      description={t('form.httpAllowedHelp')}
      {...form.getInputProps('isHttpAllowed', { type: 'checkbox' })}
    />
  )
}

/** Plain http leaves this machine, as far as the URL tells. */
export function needsException(text: string): boolean {
  const url = URL.parse(text.trim())
  return url?.protocol === 'http:' && !/^(?:localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)
}
