import { SegmentedControl, Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeBlock } from './code-block.tsx'
import { CopyButton } from './copy-button.tsx'
import { curlCommand, type HttpRequest } from './curl.ts'
import { JsonView } from './json-view.tsx'
import { maskedHeaders, maskedRequest } from './mask.ts'
import './http-exchange.css'
import { StatusBadge, type Tone } from './status-badge.tsx'
import { useFormat } from './use-format.ts'

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface TimingPhase {
  readonly label: string
  readonly durationMs: number
}

export interface HttpExchangeProps {
  readonly request: HttpRequest
  /** Undefined when no answer came; `failure` says why. */
  readonly response?: HttpResponse | undefined
  readonly failure?: string | undefined
  readonly durationMs?: number | undefined
  /** Parts of the duration, when they were measured. */
  readonly phases?: readonly TimingPhase[]
  /** What is to say about them. */
  readonly timingNote?: string | undefined
  /** Headers of the request that are named like a secret and are none: a signature of a body that is shown anyway. */
  readonly openHeaders?: readonly string[]
}

const noHeaders: readonly string[] = []

const toneOf = (status: number | undefined): Tone => (status === undefined || status >= 400 ? 'failed' : 'done')

/** A request and its answer: API log, delivery, connector call. Secrets are masked, in the copied command too. */
export function HttpExchange({ request, response, failure, durationMs, phases, timingNote, openHeaders = noHeaders }: HttpExchangeProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  return (
    <div className="exchange">
      <div className="exchange-summary">
        <StatusBadge
          tone={toneOf(response?.status)}
          label={response === undefined ? (failure ?? t('exchange.noAnswer')) : String(response.status)}
        />
        <strong>{request.method}</strong>
        <span className="exchange-url">{request.url}</span>
        {durationMs === undefined ? null : <span className="dim">{format.duration(durationMs)}</span>}
        <CopyButton value={curlCommand(maskedRequest(request, openHeaders))} label={t('exchange.copyCurl')} />
      </div>
      <Tabs defaultValue="request">
        <Tabs.List mb={10}>
          <Tabs.Tab value="request">{t('exchange.request')}</Tabs.Tab>
          <Tabs.Tab value="response">{t('exchange.response')}</Tabs.Tab>
          {durationMs === undefined ? null : <Tabs.Tab value="timing">{t('exchange.timing')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="request">
          <Message headers={maskedHeaders(request.headers, openHeaders)} body={request.body} />
        </Tabs.Panel>
        <Tabs.Panel value="response">
          {response === undefined ? (
            <p className="dim">{failure ?? t('exchange.noAnswer')}</p>
          ) : (
            <Message headers={maskedHeaders(response.headers, noHeaders)} body={response.body} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="timing">
          <Timing durationMs={durationMs ?? 0} phases={phases ?? []} note={timingNote} />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

interface MessageProps {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

function Message({ headers, body }: MessageProps) {
  const { t } = useTranslation('ui')
  const json = parsedJson(body)
  return (
    <>
      <dl className="exchange-headers">
        {Object.entries(headers).map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {body === undefined || body === '' ? <p className="dim">{t('exchange.noBody')}</p> : null}
      {body === undefined || body === '' || json !== undefined ? null : <CodeBlock code={body} label={t('exchange.body')} wrap />}
      {json === undefined ? null : <JsonBody body={body ?? ''} json={json.value} />}
    </>
  )
}

function JsonBody({ body, json }: { readonly body: string; readonly json: unknown }) {
  const { t } = useTranslation('ui')
  const [form, setForm] = useState('pretty')
  const forms = [
    { value: 'pretty', label: t('exchange.pretty') },
    { value: 'raw', label: t('exchange.raw') },
  ]
  return (
    <>
      <SegmentedControl aria-label={t('exchange.body')} value={form} onChange={setForm} data={forms} mb={8} />
      {form === 'pretty' ? <JsonView value={json} openDepth={3} /> : <CodeBlock code={body} label={t('exchange.raw')} wrap />}
    </>
  )
}

function parsedJson(body: string | undefined): { readonly value: unknown } | undefined {
  if (body === undefined) return undefined
  try {
    return { value: JSON.parse(body) }
  } catch {
    return undefined // not JSON, or cut off by the cap; it is shown raw
  }
}

interface TimingProps {
  readonly durationMs: number
  readonly phases: readonly TimingPhase[]
  readonly note: string | undefined
}

/** Each part where it stands in the whole. */
function Timing({ durationMs, phases, note }: TimingProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const percent = (ms: number): string => `${durationMs === 0 ? 0 : Math.min(100, (100 * ms) / durationMs)}%`
  const begins = phases.map((_, index) => phases.slice(0, index).reduce((sum, phase) => sum + phase.durationMs, 0))
  return (
    <>
      <dl className="exchange-timing">
        {phases.map((phase, index) => (
          <div key={phase.label}>
            <dt>{phase.label}</dt>
            <dd className="exchange-track" aria-hidden>
              <span style={{ marginInlineStart: percent(begins[index] ?? 0), width: percent(phase.durationMs) }} />
            </dd>
            <dd>{format.duration(phase.durationMs)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('exchange.total')}</dt>
          <dd className="exchange-track" aria-hidden />
          <dd>{format.duration(durationMs)}</dd>
        </div>
      </dl>
      {note === undefined ? null : <p className="dim">{note}</p>}
    </>
  )
}
