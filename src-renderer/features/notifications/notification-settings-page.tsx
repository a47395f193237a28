import { Checkbox, Select, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  digests,
  type NotificationChannel,
  type NotificationSettings,
  notificationChannels,
} from '../../../src-main/features/notifications/notifications.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { type ServerForm, useServerForm } from '../../ui/use-server-form.ts'
import { DesktopPermission } from './desktop-permission.tsx'
import './notifications.css'
import { settingsQuery, updateSettingsMutation } from './notifications.queries.ts'

/** What the person is told of, how and when. */
export function NotificationSettingsPage() {
  const { t } = useTranslation('notifications')
  const settings = useQuery(settingsQuery(useApi()))
  return (
    <Page>
      <PageHeader
        title={t('settings.title')}
        description={t('settings.description')}
        breadcrumbs={[{ label: t('title'), to: '/notifications' }]}
      />
      {settings.data !== undefined ? (
        <SettingsForm settings={settings.data} />
      ) : settings.error === null ? (
        <SkeletonLines count={8} />
      ) : (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      )}
    </Page>
  )
}

type SettingsValues = Omit<NotificationSettings, 'channels' | 'timeZone' | 'mailAddress' | 'chatConnections'>

interface FieldsProps {
  readonly settings: NotificationSettings
  readonly form: ServerForm<SettingsValues>['form']
}

function SettingsForm({ settings }: Pick<FieldsProps, 'settings'>) {
  const { t } = useTranslation('notifications')
  const { mutateAsync } = useMutation(updateSettingsMutation(useApi()))
  const {
    channels: _channels,
    timeZone: _timeZone,
    mailAddress: _mailAddress,
    chatConnections: _chatConnections,
    ...initialValues
  } = settings
  const serverForm = useServerForm<SettingsValues>({
    initialValues,
    onSubmit: async (values) => {
      await mutateAsync(values)
      notify({ message: t('settings.saved') })
    },
  })
  return (
    <Form serverForm={serverForm} submitLabel={t('settings.save')} isWide>
      <div className="notification-choices">
        <Section title={t('settings.what')}>
          <Subscriptions settings={settings} form={serverForm.form} />
          {settings.channels.length < notificationChannels.length ? <p className="dim">{t('settings.moreChannels')}</p> : null}
        </Section>
        <Section title={t('channel.desktop')}>
          <div className="notification-choices">
            <DesktopPermission />
          </div>
        </Section>
        {settings.channels.includes('mail') ? (
          <Section title={t('channel.mail')}>
            <p>{t('settings.mailTo', { address: settings.mailAddress })}</p>
          </Section>
        ) : null}
        {settings.channels.includes('chat') ? (
          <Section title={t('channel.chat')}>
            <div className="notification-choices">
              <ChatFields settings={settings} form={serverForm.form} />
            </div>
          </Section>
        ) : null}
        <Section title={t('settings.when')}>
          <div className="notification-choices">
            <Times settings={settings} form={serverForm.form} />
          </div>
        </Section>
      </div>
    </Form>
  )
}

function Subscriptions({ settings: { channels }, form }: FieldsProps) {
  const { t } = useTranslation('notifications')
  const set = (index: number, held: readonly NotificationChannel[], channel: NotificationChannel): void =>
    form.setFieldValue(
      `subscriptions.${index}.channels`,
      held.includes(channel) ? held.filter((one) => one !== channel) : [...held, channel],
    )
  return (
    <table className="notification-matrix">
      <thead>
        <tr>
          <th scope="col">{t('column.type')}</th>
          {channels.map((channel) => (
            <th key={channel} scope="col">
              {t(`channel.${channel}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {form.values.subscriptions.map(({ type, channels: held }, index) => (
          <tr key={type}>
            <th scope="row">{t(`type.${type}`)}</th>
            {channels.map((channel) => (
              <td key={channel}>
                <Checkbox
                  aria-label={`${t(`type.${type}`)}: ${t(`channel.${channel}`)}`}
                  checked={held.includes(channel)}
                  onChange={() => set(index, held, channel)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Through which connection a person is told by chat, and where there. */
function ChatFields({ settings: { chatConnections }, form }: FieldsProps) {
  const { t } = useTranslation('notifications')
  const { chat } = form.values
  const choose = (id: string | null): void =>
    form.setFieldValue('chat', id === null ? null : { connectionId: Number(id), to: chat?.to ?? '' })
  return (
    <>
      <Select
        label={t('settings.chatConnection')}
        placeholder={t('settings.chatNone')}
        data={chatConnections.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={chat ? String(chat.connectionId) : null}
        onChange={choose}
        clearable
      />
      {chat ? (
        <TextInput label={t('settings.chatTo')} description={t('settings.chatToHelp')} maxLength={200} {...form.getInputProps('chat.to')} />
      ) : null}
    </>
  )
}

const usualNight = { quietFrom: '22:00', quietTo: '07:00' }

function Times({ settings: { timeZone }, form }: FieldsProps) {
  const { t } = useTranslation('notifications')
  const isQuiet = form.values.quietFrom !== null
  return (
    <>
      <Switch
        label={t('settings.quiet')}
        description={t('settings.quietHelp', { zone: timeZone })}
        checked={isQuiet}
        onChange={() => form.setValues(isQuiet ? { quietFrom: null, quietTo: null } : usualNight)}
      />
      {isQuiet ? (
        <div className="notification-times">
          <TextInput type="time" label={t('settings.quietFrom')} {...form.getInputProps('quietFrom')} />
          <TextInput type="time" label={t('settings.quietTo')} {...form.getInputProps('quietTo')} />
        </div>
      ) : null}
      <Select
        label={t('settings.digest')}
        description={t('settings.digestHelp')}
        allowDeselect={false}
        data={digests.map((value) => ({ value, label: t(`digest.${value}`) }))}
        {...form.getInputProps('digest')}
      />
      {form.values.digest === 'daily' ? <TextInput type="time" label={t('settings.digestAt')} {...form.getInputProps('digestAt')} /> : null}
    </>
  )
}
