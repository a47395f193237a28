import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isSecretName } from '../../src-main/contract/secret-names.ts'
import './code-block.css'
import { masked } from './mask.ts'

interface JsonViewProps {
  readonly value: unknown
  /** Levels that start open, 2 by default. */
  readonly openDepth?: number
}

/** JSON to read: folds, and masks what is named like a secret. */
export function JsonView({ value, openDepth = 2 }: JsonViewProps) {
  return (
    <div className="json-view" translate="no">
      <JsonNode name={undefined} value={value} openDepth={openDepth} comma={false} />
    </div>
  )
}

interface JsonNodeProps {
  readonly name: string | undefined
  readonly value: unknown
  readonly openDepth: number
  readonly comma: boolean
}

function JsonNode({ name, value, openDepth, comma }: JsonNodeProps) {
  if (typeof value === 'object' && value !== null) return <JsonBranch name={name} value={value} openDepth={openDepth} comma={comma} />
  return (
    <div className="json-line">
      <JsonName name={name} />
      <JsonLeaf name={name} value={value} />
      {comma ? ',' : null}
    </div>
  )
}

function JsonName({ name }: { readonly name: string | undefined }) {
  if (name === undefined) return null
  return (
    <>
      <span className="json-name">{JSON.stringify(name)}</span>
      {': '}
    </>
  )
}

function JsonLeaf({ name, value }: { readonly name: string | undefined; readonly value: unknown }) {
  if (typeof value === 'string' && name !== undefined && isSecretName(name)) return <span className="json-masked">"{masked(value)}"</span>
  return JSON.stringify(value)
}

function JsonBranch({ name, value, openDepth, comma }: JsonNodeProps & { readonly value: object }) {
  const { t } = useTranslation('ui')
  const [isOpen, setOpen] = useState(openDepth > 0)
  const isList = Array.isArray(value)
  const entries = Object.entries(value)
  const [start, end] = isList ? ['[', ']'] : ['{', '}']
  const tail = comma ? `${end},` : end
  const label = t(isList ? 'json.items' : 'json.fields', { count: entries.length })
  if (entries.length === 0) return <JsonLine name={name}>{`${start}${tail}`}</JsonLine>
  return (
    <div className="json-line">
      <JsonName name={name} />
      <button
        type="button"
        className="json-fold"
        aria-expanded={isOpen}
        aria-label={`${name ?? ''} ${label}`}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? start : `${start} ${label} ${end}`}
      </button>
      {isOpen ? <JsonEntries entries={entries} isList={isList} openDepth={openDepth - 1} /> : null}
      {isOpen ? tail : tail.slice(1)}
    </div>
  )
}

interface JsonEntriesProps {
  readonly entries: readonly (readonly [string, unknown])[]
  readonly isList: boolean
  readonly openDepth: number
}

function JsonEntries({ entries, isList, openDepth }: JsonEntriesProps) {
  return entries.map(([key, item], index) => (
    <JsonNode key={key} name={isList ? undefined : key} value={item} openDepth={openDepth} comma={index < entries.length - 1} />
  ))
}

function JsonLine({ name, children }: { readonly name: string | undefined; readonly children: ReactNode }) {
  return (
    <div className="json-line">
      <JsonName name={name} />
      {children}
    </div>
  )
}
