/** `fit` is the width of the viewer, a number is percent of the printed size. */
export type PdfZoom = 'fit' | number

export const zoomSteps = [50, 75, 100, 125, 150, 200] as const

/** CSS pixels a point at 100 %: 96 pixels an inch, 72 points an inch. */
const pixelsPerPoint = 96 / 72

/** The percentage that a zoom comes to, for a page of `pageWidth` points in `roomWidth` CSS pixels; `fit` stays within 25 to 200. */
export function effectivePercent(zoom: PdfZoom, pageWidth: number, roomWidth: number): number {
  if (zoom !== 'fit') return zoom
  return Math.max(25, Math.min(200, (roomWidth / (pageWidth * pixelsPerPoint)) * 100))
}

/** CSS pixels a point. */
export const scaleOf = (percent: number): number => (percent / 100) * pixelsPerPoint

/** The next step up (1) or down (-1) from a percentage; undefined where there is none. */
export function nextZoom(percent: number, direction: 1 | -1): number | undefined {
  const beyond = zoomSteps.filter((step) => (direction === 1 ? step > percent + 0.5 : step < percent - 0.5))
  return direction === 1 ? beyond[0] : beyond.at(-1)
}

/** The page (1-based) that takes the middle of what is visible. All pages are equally high. */
export function pageAt(scrollTop: number, visibleHeight: number, pages: { readonly height: number; readonly count: number }): number {
  return Math.max(1, Math.min(pages.count, Math.floor((scrollTop + visibleHeight / 2) / pages.height) + 1))
}
