import { type RefObject, useEffect, useRef, useState } from 'react'
import { drawPage, type PdfDocument, releaseCanvas } from '../lib/pdf-engine.ts'

interface PdfPageProps {
  readonly document: PdfDocument
  /** The first is 1. */
  readonly number: number
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** CSS pixels a point. */
  readonly scale: number
  /** "Page 1 of 2" */
  readonly label: string
  /** What scrolls; pages far from its window give their memory back. */
  readonly scroller: RefObject<HTMLElement | null>
}

/** One page of a PDF: a crisp picture, and its text for screen readers. */
export function PdfPage({ document, number, width, height, scale, label, scroller }: PdfPageProps) {
  const frame = useRef<HTMLElement>(null)
  const picture = useRef<HTMLDivElement>(null)
  const isNear = useIsNear(frame, scroller)
  const text = usePageText(document, number)
  useDrawing({ picture, document, number, scale, isNear })
  return (
    <section className="pdf-page" aria-label={label} style={{ width, height }} ref={frame}>
      <div className="pdf-picture" aria-hidden ref={picture} />
      <p className="visually-hidden">{text}</p>
    </section>
  )
}

interface DrawingOptions {
  readonly picture: RefObject<HTMLDivElement | null>
  readonly document: PdfDocument
  readonly number: number
  readonly scale: number
  readonly isNear: boolean
}

/** Draws beside the old picture and swaps when done, so that a live preview never flickers. */
function useDrawing({ picture, document, number, scale, isNear }: DrawingOptions): void {
  const pixelRatio = usePixelRatio()
  useEffect(() => {
    const host = picture.current
    if (host === null) return
    if (!isNear) return showIn(host, undefined)
    const drawing = drawPage(document, number, scale * pixelRatio)
    drawing.canvas.then(
      (canvas) => showIn(host, canvas),
      () => undefined, // canceled by a newer drawing, or its document was closed for a newer one
    )
    return drawing.cancel
  }, [picture, document, number, scale, pixelRatio, isNear])
  useEffect(() => {
    const host = picture.current
    return () => {
      if (host !== null) showIn(host, undefined)
    }
  }, [picture])
}

function showIn(host: HTMLElement, canvas: HTMLCanvasElement | undefined): void {
  const old = [...host.querySelectorAll('canvas')]
  host.replaceChildren(...(canvas === undefined ? [] : [canvas]))
  for (const drawn of old) if (drawn !== canvas) releaseCanvas(drawn)
}

/** Device pixels a CSS pixel; changes when the window moves to another screen or the browser zooms. */
function usePixelRatio(): number {
  const [ratio, setRatio] = useState(window.devicePixelRatio)
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${ratio}dppx)`)
    const update = (): void => setRatio(window.devicePixelRatio)
    query.addEventListener('change', update, { once: true })
    return () => query.removeEventListener('change', update)
  }, [ratio])
  return ratio
}

function useIsNear(frame: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (frame.current === null) return
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: scroller.current,
      rootMargin: '600px 0px',
    })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame, scroller])
  return isNear
}

function usePageText(document: PdfDocument, number: number): string {
  const [text, setText] = useState('')
  useEffect(() => {
    let isCurrent = true
    const read = async (): Promise<void> => {
      const { items } = await (await document.getPage(number)).getTextContent()
      const words = items.flatMap((item) => ('str' in item ? [item.hasEOL ? `${item.str}\n` : item.str] : []))
      if (isCurrent) setText(words.join(' ').replaceAll(/ {2,}/g, ' '))
    }
    read().catch(() => undefined) // its document was closed for a newer one
    return () => {
      isCurrent = false
    }
  }, [document, number])
  return text
}
