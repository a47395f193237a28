import { useEffect, useState } from 'react'
import { type OpenedPdf, type PdfDocument, type PdfEngine, startPdfEngine } from '../lib/pdf-engine.ts'

export interface LoadedPdf {
  /** Undefined until the first one is open; the last one stays until the next is. */
  readonly document: PdfDocument | undefined
  /** Size of the first page in points. */
  readonly pageSize: { readonly width: number; readonly height: number }
  readonly error: unknown
}

const a4 = { width: 595.28, height: 841.89 }
const nothing: LoadedPdf = { document: undefined, pageSize: a4, error: undefined }
const ignore = (): undefined => undefined

/** Opens a PDF, and the next one when its bytes change. One worker for as long as the component lives. */
export function usePdfDocument(bytes: Uint8Array | undefined): LoadedPdf {
  const engine = usePdfEngine()
  const [loaded, setLoaded] = useState(nothing)
  useEffect(() => {
    if (engine === undefined || bytes === undefined) return
    let isCurrent = true
    let opened: OpenedPdf | undefined
    const open = async (): Promise<void> => {
      opened = await (await engine).open(bytes)
      if (!isCurrent) return opened.close()
      const { width, height } = (await opened.document.getPage(1)).getViewport({ scale: 1 })
      if (isCurrent) setLoaded({ document: opened.document, pageSize: { width, height }, error: undefined })
    }
    open().catch((error: unknown) => {
      if (isCurrent) setLoaded({ ...nothing, error })
    })
    return () => {
      isCurrent = false
      opened?.close()
    }
  }, [engine, bytes])
  return loaded
}

function usePdfEngine(): Promise<PdfEngine> | undefined {
  const [engine, setEngine] = useState<Promise<PdfEngine>>()
  useEffect(() => {
    const started = startPdfEngine()
    setEngine(started)
    return () => void started.then((running) => running.close(), ignore) // a failed start is shown where it is awaited
  }, [])
  return engine
}
