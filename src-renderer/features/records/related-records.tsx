import { Button, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { amountName, factNames, firstChoice } from '../../lib/record-layout.ts'
import { fieldValue, keyOf, type RecordBase } from '../../lib/record-type.ts'
import { useApi } from '../../lib/services.tsx'
import { RecordStatus } from '../../ui/record-status.tsx'
import { RecordValue } from '../../ui/record-value.tsx'
import type { AnyRecordView } from '../../ui/record-view.ts'
import { useRecordViews } from '../../ui/record-views.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import './related-records.css'

interface RelatedRecordsProps {
  readonly view: AnyRecordView
  readonly record: RecordBase
}

interface Relation {
  /** The type that refers to this one, and the field by which it does. */
  readonly view: AnyRecordView
  readonly field: string
}

/** What refers to a record, each type under its own heading: the view's own `parts` open, the others folded. */
export function RelatedRecords({ view, record }: RelatedRecordsProps) {
  const can = useCan()
  const parts: readonly string[] = view.parts ?? []
  const rank = ({ view: other }: Relation): number => (parts.includes(other.type.plural) ? parts.indexOf(other.type.plural) : parts.length)
  const relations = useRecordViews()
    .filter(({ type }) => can(`${type.plural}:read`))
    .flatMap((other) => relationsOf(other, view))
    .sort((first, second) => rank(first) - rank(second))
  return relations.map((relation) => (
    <Related
      key={`${relation.view.type.plural}.${relation.field}`}
      relation={relation}
      record={record}
      startsOpen={parts.includes(relation.view.type.plural)}
    />
  ))
}

/** Only what the list can be filtered by. */
const relationsOf = (other: AnyRecordView, { type }: AnyRecordView): readonly Relation[] =>
  Object.entries(other.type.references)
    .filter(([field, plural]) => plural === type.plural && Object.hasOwn(other.type.filters, field))
    .map(([field]) => ({ view: other, field }))

interface RelatedProps {
  readonly relation: Relation
  readonly record: RecordBase
  readonly startsOpen: boolean
}

function Related({ relation: { view, field }, record, startsOpen }: RelatedProps) {
  const { t } = useTranslation('records')
  const { t: tType } = useTranslation(view.type.plural)
  const can = useCan()
  const [isOpen, setOpen] = useState(startsOpen)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  const isCreatable = can(`${view.type.plural}:write`) && Object.hasOwn(view.type.fields, field)
  return (
    <section className="related">
      <div className="related-head">
        <h3>
          <UnstyledButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Chevron size={14} stroke={1.8} aria-hidden />
            {tType('list.title')}
          </UnstyledButton>
        </h3>
        {isOpen && isCreatable ? (
          <Button
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.6} />}
            renderRoot={(props) => <Link to={`${view.path}/new` as '/'} search={{ [field]: record.id } as never} {...props} />}
          >
            {tType('new')}
          </Button>
        ) : null}
      </div>
      {isOpen ? <RelatedList view={view} field={field} record={record} allLabel={t('related.all')} /> : null}
    </section>
  )
}

const shownRecords = 6

interface RelatedListProps extends Relation {
  readonly record: RecordBase
  readonly allLabel: string
}

function RelatedList({ view, field, record, allLabel }: RelatedListProps) {
  const { t } = useTranslation('records')
  const found = useQuery(view.queries.first(useApi(), { filters: { [field]: String(record.id) }, limit: shownRecords }))
  if (found.error !== null) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.data === undefined) return <SkeletonLines count={3} />
  if (found.data.data.length === 0) return <p className="dim related-none">{t('related.none')}</p>
  return (
    <>
      <ul>
        {found.data.data.map((other) => (
          <li key={other.id}>
            <Link to={`${view.path}/${other.id}` as '/'}>
              <Code>{keyOf(view.type, other)}</Code>
              <span className="related-title">
                <RelatedTitle view={view} field={field} record={other} />
              </span>
              <RelatedValue view={view} record={other} />
            </Link>
          </li>
        ))}
      </ul>
      {found.data.pagination.nextCursor === null ? null : (
        <Link to={view.path as '/'} search={{ [field]: record.id } as never}>
          {allLabel}
        </Link>
      )}
    </>
  )
}

/** A record that is known by this very one says when it was instead. */
function RelatedTitle({ view, field, record }: RelatedListPartProps & Pick<Relation, 'field'>) {
  if (field.replace(/Id$/, 'Name') !== view.type.titleField) return view.titleOf(record)
  const { times } = factNames(view.type)
  const [time = 'createdAt'] = times.filter((name) => fieldValue(record, name) !== null)
  const kind = view.type.isImmutable === true ? firstChoice(view.type) : undefined
  return (
    <>
      <RecordValue type={view.type} record={record} name={time} isPlain />
      {kind === undefined ? null : ' · '}
      {kind === undefined ? null : <RecordValue type={view.type} record={record} name={kind} isPlain />}
    </>
  )
}

interface RelatedListPartProps {
  readonly view: AnyRecordView
  readonly record: RecordBase
}

/** Its status; an entry of a ledger, how much. */
function RelatedValue({ view, record }: RelatedListPartProps) {
  if (record.status !== undefined) return <RecordStatus namespace={view.type.plural} status={record.status} />
  const amount = amountName(view.type)
  return amount === undefined ? null : <RecordValue type={view.type} record={record} name={amount} isPlain />
}
