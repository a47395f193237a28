import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { line } from '../../../src-main/contract/fields.ts'
import type { Job } from '../../../src-main/features/jobs/jobs.contract.ts'
import { draftsOf, type LineDraft, lineOf } from '../../lib/line-drafts.ts'
import { problemOf } from '../../lib/record-fields.ts'
import { Form } from '../../ui/form.tsx'
import { LinesEditor } from '../../ui/lines-editor.tsx'
import { notify } from '../../ui/notify.tsx'
import { Section } from '../../ui/page.tsx'
import { RecordFields } from '../../ui/record-fields.tsx'
import { ConflictNotice, RecordFormPage } from '../../ui/record-form-page.tsx'
import { useRecordForm } from '../../ui/use-record-form.ts'
import { CustomerPicker } from './customer-picker.tsx'
import { jobView } from './job-view.ts'

export function NewJobPage() {
  const { customerId } = useSearch({ from: '/shell/jobs/new' })
  return (
    <RecordFormPage view={jobView} id={undefined}>
      {() => <JobForm job={undefined} customerId={customerId} />}
    </RecordFormPage>
  )
}

export function EditJobPage() {
  const { id } = useParams({ from: '/shell/jobs/$id/edit' })
  return (
    <RecordFormPage view={jobView} id={id}>
      {(job) => <JobForm key={job?.id} job={job} customerId={undefined} />}
    </RecordFormPage>
  )
}

const lineConversion = {
  toForm: (value: unknown) => draftsOf((value ?? []) as Job['lines']), // the declaration says what `lines` holds
  fromForm: (value: unknown) => (value as readonly LineDraft[]).map(lineOf), // the editor wrote them
}

interface JobFormProps {
  readonly job: Job | undefined
  readonly customerId: number | undefined
}

function JobForm({ job, customerId }: JobFormProps) {
  const { t } = useTranslation('jobs')
  const navigate = useNavigate()
  const { serverForm, conflict } = useJobForm({ job, customerId })
  const { form } = serverForm
  const cancel = (): void => void navigate(job === undefined ? { to: '/jobs' } : { to: '/jobs/$id', params: { id: String(job.id) } })
  return (
    <Section>
      <ConflictNotice view={jobView} conflict={conflict} />
      <Form serverForm={serverForm} submitLabel={t(job === undefined ? 'form.create' : 'form.save')} onCancel={cancel} isWide>
        <div className="form-pair">
          <div className="form">
            <RecordFields view={jobView} serverForm={serverForm} names={['title']} />
            <CustomerPicker form={form} isNew={job === undefined} />
            <RecordFields view={jobView} serverForm={serverForm} names={['description']} />
          </div>
          <div className="form">
            <RecordFields view={jobView} serverForm={serverForm} names={['dueDate', 'reference', 'currency']} />
          </div>
        </div>
        <LinesEditor form={form} currency={String(form.values['currency'])} defaults={{ unit: t('form.unit'), taxRate: 20 }} />
      </Form>
    </Section>
  )
}

function useJobForm({ job, customerId }: JobFormProps) {
  const { t } = useTranslation('records')
  const { t: tJobs } = useTranslation('jobs')
  const navigate = useNavigate()
  const check = (name: keyof typeof line.shape) => (_value: unknown, values: { readonly lines?: unknown }, path: string) => {
    const draft = (values.lines as readonly LineDraft[])[Number(path.split('.')[1])] // mantine says where: lines.0.unit
    const value = draft === undefined ? undefined : lineOf(draft)[name]
    const problem = problemOf(line.shape[name], Number.isNaN(value) ? '' : value)
    return problem === undefined ? null : t(`problem.${problem}`)
  }
  const checks = Object.fromEntries(
    (['description', 'quantity', 'unit', 'unitPrice', 'taxRate'] as const).map((name) => [name, check(name)]),
  )
  return useRecordForm({
    view: jobView,
    record: job,
    given: customerId === undefined ? {} : { customerId },
    conversions: { lines: lineConversion },
    validate: { lines: checks },
    onSaved: (saved) => {
      notify({ message: tJobs('saved', { key: saved.jobKey }) })
      void navigate({ to: '/jobs/$id', params: { id: String(saved.id) } })
    },
  })
}
