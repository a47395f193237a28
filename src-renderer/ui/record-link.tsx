import { Link, useRouter } from '@tanstack/react-router'
import { Code } from './values.tsx'

interface RecordLinkProps {
  /** `job` */
  readonly recordType: string
  /** `JOB-1042` */
  readonly recordKey: string
}

/** The key of a record, as a link to it where its type has pages: a type's list is at its plural, one record below that by its key. */
export function RecordLink({ recordType, recordKey }: RecordLinkProps) {
  const paths: object = useRouter().routesByPath
  const list = `/${recordType}s`
  const address: string = `${list}/${recordKey}`
  if (!Object.hasOwn(paths, list)) return <Code>{recordKey}</Code>
  return (
    <Link to={address}>
      <Code>{recordKey}</Code>
    </Link>
  )
}
