import { Skeleton } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readStored, writeStored } from '../lib/stored.ts'
import { PdfPage } from './pdf-page.tsx'
import { PdfToolbar } from './pdf-toolbar.tsx'
import './pdf-viewer.css'
import { effectivePercent, nextZoom, type PdfZoom, pageAt, scaleOf } from './pdf-zoom.ts'
import { ErrorState } from './states.tsx'
import { type LoadedPdf, usePdfDocument } from './use-pdf-document.ts'

interface PdfViewerProps {
  /** The file; undefined while it is on its way. */
  readonly bytes: Uint8Array | undefined
  /** What it is: "Proforma PRO-2026-0001". */
  readonly label: string
  /** After the page count: "exactly what will be printed". */
  readonly note?: string
  /** A newer one is on its way; the old one stays, paler. */
  readonly isUpdating?: boolean
  readonly error?: unknown
  readonly onRetry?: () => void
  /** In the place of pages, when there is nothing to show yet. */
  readonly empty?: ReactNode
}

/** Room around a page, and between pages. */
const gap = 18
const zoomName = 'pdf.zoom'

/** Shows a PDF as it will be printed: pages, zoom, page x of y. Whole by keyboard: + - 0 zoom, Page and arrow keys scroll. */
export function PdfViewer(props: PdfViewerProps) {
  const loaded = usePdfDocument(props.bytes)
  const view = useView(loaded)
  const onKeyDown = (event: KeyboardEvent): void => {
    const zoom = zoomOfKey(event, view.percent)
    if (zoom !== undefined) view.setZoom(zoom)
    else if (event.key === 'Escape' && view.isExpanded) view.toggleExpanded()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are shortcuts for the buttons of its toolbar
    <div className="pdf-viewer" onKeyDown={onKeyDown} {...(view.isExpanded ? { 'data-expanded': true } : {})}>
      <PdfToolbar
        zoom={view.zoom}
        percent={view.percent}
        onZoom={view.setZoom}
        page={view.page}
        pageCount={props.bytes === undefined || props.empty !== undefined ? 0 : view.pageCount}
        onPage={view.goTo}
        note={props.note}
        isExpanded={view.isExpanded}
        onExpand={view.toggleExpanded}
      />
      <Pages {...props} loaded={loaded} view={view} />
    </div>
  )
}

type View = ReturnType<typeof useView>

function useView({ document, pageSize }: LoadedPdf) {
  const [zoom, setZoom] = useState<PdfZoom>(() => readStored<PdfZoom>(zoomName) ?? 'fit')
  const [isExpanded, setExpanded] = useState(false)
  const [page, setPage] = useState(1)
  const scroller = useRef<HTMLElement>(null)
  const size = useElementSize<HTMLElement>()
  const percent = effectivePercent(zoom, pageSize.width, Math.max(0, size.width - 2 * gap))
  const scale = scaleOf(percent)
  const width = Math.floor(pageSize.width * scale)
  const height = Math.floor(pageSize.height * scale)
  const pageCount = document?.numPages ?? 0
  return {
    zoom,
    setZoom: (chosen: PdfZoom): void => {
      writeStored(zoomName, chosen)
      setZoom(chosen)
    },
    percent,
    scale,
    width,
    height,
    pageCount,
    page: Math.min(page, Math.max(1, pageCount)),
    goTo: (number: number): void => scroller.current?.scrollTo({ top: (number - 1) * (height + gap) }),
    onScroll: (): void => {
      const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {}
      setPage(pageAt(scrollTop, clientHeight, { height: height + gap, count: pageCount }))
    },
    isExpanded,
    toggleExpanded: (): void => setExpanded(!isExpanded),
    scroller,
    mergedRef: useMergedRef(scroller, size.ref),
    hasRoom: size.width > 0,
  }
}

interface PagesProps extends PdfViewerProps {
  readonly loaded: LoadedPdf
  readonly view: View
}

function Pages(props: PagesProps) {
  const { label, isUpdating = false, view } = props
  return (
    <section
      className="pdf-pages"
      aria-label={label}
      aria-busy={isUpdating}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only what has focus scrolls by keyboard
      tabIndex={0}
      ref={view.mergedRef}
      onScroll={view.onScroll}
      {...(isUpdating ? { 'data-updating': true } : {})}
    >
      <PageStack {...props} />
    </section>
  )
}

function PageStack({ error, onRetry, empty, bytes, loaded, view }: PagesProps) {
  const { t } = useTranslation('ui')
  const failure = error ?? loaded.error
  const { document } = loaded
  if (failure !== undefined && failure !== null) return <ErrorState error={failure} {...(onRetry === undefined ? {} : { onRetry })} />
  if (empty !== undefined && empty !== null) return empty
  if (bytes === undefined || document === undefined || !view.hasRoom) {
    return <Skeleton className="pdf-page" width={view.width} height={view.height} radius={0} animate={bytes === undefined} />
  }
  return Array.from({ length: view.pageCount }, (_, index) => (
    <PdfPage
      // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number; the next document's page replaces it in place
      key={index}
      document={document}
      number={index + 1}
      width={view.width}
      height={view.height}
      scale={view.scale}
      label={t('pdf.page', { page: index + 1, total: view.pageCount })}
      scroller={view.scroller}
    />
  ))
}

/** NB: with Ctrl or ⌘ too: over the document, that is what a person wants to be larger. */
function zoomOfKey({ key }: KeyboardEvent, percent: number): PdfZoom | undefined {
  if (key === '0') return 'fit'
  if (key === '+' || key === '=') return nextZoom(percent, 1)
  return key === '-' ? nextZoom(percent, -1) : undefined
}
