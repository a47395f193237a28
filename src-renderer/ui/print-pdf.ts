import { drawPage, type PdfDocument, releaseCanvas, startPdfEngine } from '../lib/pdf-engine.ts'

const dotsPerPoint = 300 / 72

/**
 * Opens the print dialog with exactly the pages of a PDF, drawn at 300 dpi into a hidden frame. A browser's own PDF viewer is not used: the
 * content security policy allows no plug-ins, and the desktop's window has none.
 * @param title Becomes the name of the print job.
 */
export async function printPdf(bytes: Uint8Array, title: string): Promise<void> {
  const engine = await startPdfEngine()
  try {
    const { document } = await engine.open(bytes)
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 })
    const pictures: Blob[] = []
    for (let number = 1; number <= document.numPages; number += 1) pictures.push(await drawPicture(document, number))
    await printPictures(pictures, { title, width, height })
  } finally {
    engine.close()
  }
}

async function drawPicture(document: PdfDocument, number: number): Promise<Blob> {
  const canvas = await drawPage(document, number, dotsPerPoint).canvas
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  releaseCanvas(canvas)
  if (picture === null) throw new Error(`Page ${number} could not be drawn for printing.`)
  return picture
}

async function printPictures(pictures: readonly Blob[], page: { title: string; width: number; height: number }): Promise<void> {
  const frame = document.createElement('iframe')
  frame.className = 'visually-hidden'
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  document.body.append(frame)
  const { contentDocument: sheet, contentWindow: view } = frame
  if (sheet === null || view === null) throw new Error('The browser gives no frame to print from.')
  sheet.title = page.title
  const style = sheet.createElement('style')
  style.textContent = `@page { size: ${page.width}pt ${page.height}pt; margin: 0 } body { margin: 0 }
    img { display: block; width: 100%; break-after: page } img:last-child { break-after: auto }`
  sheet.head.append(style)
  const urls = pictures.map((picture) => URL.createObjectURL(picture))
  const images = urls.map((url) => Object.assign(sheet.createElement('img'), { src: url, alt: '' }))
  sheet.body.append(...images)
  await Promise.all(images.map((image) => image.decode()))
  const remove = (): void => {
    frame.remove()
    for (const url of urls) URL.revokeObjectURL(url)
  }
  view.addEventListener('afterprint', remove, { once: true })
  view.focus()
  view.print()
}
