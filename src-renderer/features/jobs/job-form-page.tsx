import { useParams, useSearch } from '@tanstack/react-router'
import { RecordEditor } from '../../ui/record-editor.tsx'
import { useCan } from '../people/people.queries.ts'
import { anyJobView } from './job-view.ts'

export function NewJobPage() {
  const given = useSearch({ from: '/shell/jobs/new' })
  return <RecordEditor view={anyJobView} id={undefined} given={given} canWrite={useCan()('jobs:write')} />
}

export function EditJobPage() {
  const { id } = useParams({ from: '/shell/jobs/$id/edit' })
  return <RecordEditor view={anyJobView} id={id} canWrite={useCan()('jobs:write')} />
}
