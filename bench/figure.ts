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

export const ratioOf = ({ ours, control }: Figure): number => (control === undefined ? ours : ours / control)

export function isMet(figure: Figure): boolean {
  const { target } = figure
  return 'atLeast' in target ? ratioOf(figure) >= target.atLeast : ratioOf(figure) <= target.atMost
}

export function describeTarget({ target, control, unit }: Figure): string {
  const suffix = control === undefined ? ` ${unit}` : 'x'
  return 'atLeast' in target ? `>= ${target.atLeast}${suffix}` : `<= ${target.atMost}${suffix}`
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
