/** One measured figure beside its control, both of the same run. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly ours: number
  /** Undefined where the target is a plain limit. */
  readonly control: number | undefined
  readonly target: Target
}

/** What must hold: of the ratio to the control, or of the figure itself where there is none. */
export type Target = { readonly atLeast: number } | { readonly atMost: number }

const ratioOf = ({ ours, control }: Figure): number => (control === undefined ? ours : ours / control)

function isMet(figure: Figure): boolean {
  const { target } = figure
  return 'atLeast' in target ? ratioOf(figure) >= target.atLeast : ratioOf(figure) <= target.atMost
}

function describeTarget({ target, control, unit }: Figure): string {
  const suffix = control === undefined ? ` ${unit}` : 'x'
  return 'atLeast' in target ? `>= ${target.atLeast}${suffix}` : `<= ${target.atMost}${suffix}`
}

/** `✓ GET by id   ours  25145 req/s   control  28395   ratio 0.89   target >= 0.6x` */
export function lineOf(figure: Figure): string {
  const { name, unit, ours, control } = figure
  const beside = control === undefined ? '' : `   control ${format(control)}   ratio ${ratioOf(figure).toFixed(2)}`
  return `${isMet(figure) ? '✓' : '✗'} ${name.padEnd(24)} ours ${format(ours)} ${unit}${beside}   target ${describeTarget(figure)}`
}

const format = (value: number): string => (value >= 1_000 ? Math.round(value).toString() : value.toPrecision(3)).padStart(6)

/** Says which targets were missed; then the process will exit with 1. */
export function reportMissed(figures: readonly Figure[]): void {
  const missed = figures.filter((figure) => !isMet(figure))
  console.log(missed.length === 0 ? 'Every target is met.' : `Missed: ${missed.map(({ name }) => name).join(', ')}.`)
  process.exitCode = missed.length === 0 ? 0 : 1
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

/** Measures two candidates in turns, so that what drifts on the machine meets both. @returns the results of each. */
export async function inTurns<Result>(
  rounds: number,
  candidates: { readonly ours: () => Promise<Result>; readonly control: () => Promise<Result> },
): Promise<{ ours: Result[]; control: Result[] }> {
  const results: { ours: Result[]; control: Result[] } = { ours: [], control: [] }
  for (let round = 0; round < rounds; round += 1) {
    results.ours.push(await candidates.ours())
    results.control.push(await candidates.control())
  }
  return results
}
