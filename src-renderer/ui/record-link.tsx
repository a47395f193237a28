import { Link } from '@tanstack/react-router'
import { useViewNamed } from './record-views.tsx'
import { Code } from './values.tsx'

interface RecordLinkProps {
  /** `production_order` */
  readonly recordType: string
  /** `JOB-1042` */
  readonly recordKey: string
}

/** Pages of what has events and is no record type, by the number in its key. */
const otherPages: Readonly<Record<string, string>> = { alarm: '/alarms', message: '/messages' }

/** The key of a record, as a link to it where its type has pages. */
export function RecordLink({ recordType, recordKey }: RecordLinkProps) {
  const view = useViewNamed(recordType)
  const other = otherPages[recordType]
  if (view === undefined && other === undefined) return <Code>{recordKey}</Code>
  const address: string = view === undefined ? `${other}/${recordKey.split('-').at(-1)}` : `${view.path}/${recordKey}`
  return (
    <Link to={address}>
      <Code>{recordKey}</Code>
    </Link>
  )
}
