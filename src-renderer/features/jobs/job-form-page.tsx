import { useParams, useSearch } from '@tanstack/react-router'
import { RecordEditor } from '../../ui/record-editor.tsx'
import { anyJobView } from './job-view.ts'

export function NewJobPage() {
  const given = useSearch({ from: '/shell/jobs/new' })
  return <RecordEditor view={anyJobView} id={undefined} given={given} />
}

export function EditJobPage() {
  const { id } = useParams({ from: '/shell/jobs/$id/edit' })
  return <RecordEditor view={anyJobView} id={id} />
}
