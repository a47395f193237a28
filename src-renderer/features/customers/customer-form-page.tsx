import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../src-main/features/customers/customers.contract.ts'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { Section } from '../../ui/page.tsx'
import { RecordFields } from '../../ui/record-fields.tsx'
import { ConflictNotice, RecordFormPage } from '../../ui/record-form-page.tsx'
import { useRecordForm } from '../../ui/use-record-form.ts'
import { customerView } from './customer-view.ts'

export function NewCustomerPage() {
  return (
    <RecordFormPage view={customerView} id={undefined}>
      {() => <CustomerForm customer={undefined} />}
    </RecordFormPage>
  )
}

export function EditCustomerPage() {
  const { id } = useParams({ from: '/shell/customers/$id/edit' })
  return (
    <RecordFormPage view={customerView} id={id}>
      {(customer) => <CustomerForm key={customer?.id} customer={customer} />}
    </RecordFormPage>
  )
}

const pairs = [
  ['taxOffice', 'taxNumber'],
  ['email', 'phone'],
] as const

function CustomerForm({ customer }: { readonly customer: Customer | undefined }) {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  const { serverForm, conflict } = useRecordForm({
    view: customerView,
    record: customer,
    onSaved: (saved) => {
      notify({ message: t('saved', { name: saved.name }) })
      void navigate({ to: '/customers/$id', params: { id: String(saved.id) } })
    },
  })
  const cancel = (): void =>
    void navigate(customer === undefined ? { to: '/customers' } : { to: '/customers/$id', params: { id: String(customer.id) } })
  const fields = (names: readonly string[]) => <RecordFields view={customerView} serverForm={serverForm} names={names} />
  return (
    <Section>
      <ConflictNotice view={customerView} conflict={conflict} />
      <Form serverForm={serverForm} submitLabel={t(customer === undefined ? 'form.create' : 'form.save')} onCancel={cancel}>
        {fields(['name'])}
        {pairs.map((names) => (
          <div key={names[0]} className="form-pair">
            {fields(names)}
          </div>
        ))}
        {fields(['address'])}
        <div className="form-pair">{fields(['city', 'country'])}</div>
        {fields(['currency', 'notes'])}
      </Form>
    </Section>
  )
}
