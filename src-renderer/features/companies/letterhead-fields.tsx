import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currencies, locales } from '../../../src-main/contract/fields.ts'
import { Form, ReadOnlyFields } from '../../ui/form.tsx'
import { countriesIn } from './countries.ts'
import { formValuesOf } from './letterhead-form.ts'
import type { LetterheadConflict, LetterheadState } from './use-letterhead-form.ts'

interface LetterheadFieldsProps {
  readonly state: LetterheadState
  readonly isReadOnly: boolean
}

export function LetterheadFields({ state, isReadOnly }: LetterheadFieldsProps) {
  const { t } = useTranslation('companies')
  const { serverForm, conflict, takeTheirs } = state
  if (isReadOnly) {
    return (
      <ReadOnlyFields>
        <Fields state={state} />
      </ReadOnlyFields>
    )
  }
  return (
    <Form serverForm={serverForm} submitLabel={t(conflict === undefined ? 'save' : 'saveMine')}>
      {conflict === undefined ? null : <ConflictNotice conflict={conflict} onTakeTheirs={takeTheirs} />}
      <Fields state={state} />
    </Form>
  )
}

/** What somebody else wrote where the person wrote too. */
function ConflictNotice({ conflict, onTakeTheirs }: { readonly conflict: LetterheadConflict; readonly onTakeTheirs: () => void }) {
  const { t } = useTranslation('companies')
  const theirs = formValuesOf(conflict.theirs)
  return (
    <div className="company-conflict" role="alert">
      <p>{t('conflict.explanation')}</p>
      <dl>
        {conflict.fields.map((field) => (
          <div key={field}>
            <dt>{t(`field.${field}`)}</dt>
            <dd>{theirs[field] === '' ? t('conflict.empty') : theirs[field]}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={onTakeTheirs}>{t('conflict.takeTheirs')}</Button>
    </div>
  )
}

function Fields({ state }: { readonly state: LetterheadState }) {
  const { t } = useTranslation('companies')
  const { form } = state.serverForm
  return (
    <>
      <TextInput label={t('field.name')} description={t('help.name')} maxLength={120} {...form.getInputProps('name')} />
      <Textarea label={t('field.address')} autosize minRows={2} maxRows={5} maxLength={500} {...form.getInputProps('address')} />
      <div className="company-pair">
        <TextInput label={t('field.taxOffice')} maxLength={120} {...form.getInputProps('taxOffice')} />
        <TextInput label={t('field.taxNumber')} maxLength={40} {...form.getInputProps('taxNumber')} />
      </div>
      <div className="company-pair">
        <TextInput label={t('field.phone')} type="tel" maxLength={40} {...form.getInputProps('phone')} />
        <TextInput label={t('field.email')} type="email" maxLength={254} {...form.getInputProps('email')} />
      </div>
      <TextInput label={t('field.website')} type="url" maxLength={200} {...form.getInputProps('website')} />
      <Places state={state} />
      <Textarea
        label={t('field.invoiceNotes')}
        description={t('help.invoiceNotes')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        {...form.getInputProps('invoiceNotes')}
      />
    </>
  )
}

/** Language, currency, time zone and country. */
function Places({ state }: { readonly state: LetterheadState }) {
  const { t, i18n } = useTranslation('companies')
  const { form } = state.serverForm
  const languages = locales.map((value) => ({ value, label: t(`language.${value}`) }))
  const zones = [...new Set([form.values.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <>
      <div className="company-pair">
        <Select label={t('field.locale')} data={languages} {...form.getInputProps('locale')} />
        <Select label={t('field.currency')} data={[...currencies]} {...form.getInputProps('currency')} />
      </div>
      <Select
        label={t('field.timeZone')}
        description={t('help.timeZone')}
        data={zones}
        searchable
        limit={60}
        nothingFoundMessage={t('noZone')}
        {...form.getInputProps('timeZone')}
      />
      <Select
        label={t('field.country')}
        description={t('help.country')}
        data={countriesIn(i18n.language)}
        searchable
        limit={60}
        nothingFoundMessage={t('noCountry')}
        {...form.getInputProps('country')}
      />
    </>
  )
}
