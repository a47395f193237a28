import { Link } from '@tanstack/react-router'
import { useViewNamed } from './record-views.tsx'
import { Code } from './values.tsx'

interface RecordLinkProps {
  /** `production_order` */
  readonly recordType: string
  /** `JOB-1042` */
  readonly recordKey: string
}

/** The key of a record, as a link to it where its type has pages. */
export function RecordLink({ recordType, recordKey }: RecordLinkProps) {
  const view = useViewNamed(recordType)
  if (view === undefined) return <Code>{recordKey}</Code>
  const address: string = `${view.path}/${recordKey}`
  return (
    <Link to={address}>
      <Code>{recordKey}</Code>
    </Link>
  )
}
