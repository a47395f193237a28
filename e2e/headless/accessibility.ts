import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What axe looks at of colours, unless asked for more. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** NB: colours that are on their way from one scheme to the other are those of neither. What has no end is not waited for. */
const endOfMotion = (): Promise<unknown> => {
  const longest = new Promise((resolve) => setTimeout(resolve, 1_000))
  return Promise.race([longest, Promise.allSettled(document.getAnimations().map(({ finished }) => finished))])
}

interface Violation {
  readonly impact?: string | null | undefined
}

const isSerious = ({ impact }: Violation): boolean => impact === 'serious' || impact === 'critical'

/** The names of the serious violations of what is on the screen, as it looks now. */
export const seriousOf = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.filter(isSerious).map(({ id }) => id)

/** The serious violations of what is on the screen, in both schemes. NB: of all that axe looks at, only colours differ between them. */
export async function violationsOf(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
    await page.evaluate(endOfMotion)
    // NB: otherwise each run opens a page of its own to put the findings of frames together.
    const builder = new AxeBuilder({ page }).setLegacyMode()
    const { violations } = await (scheme === 'light' ? builder : builder.withRules(ofColours)).analyze()
    found.push(...violations.filter(isSerious).map(({ id, nodes }) => `${scheme}: ${id} ${nodes[0]?.html}`))
  }
  return found
}
