// Interleaved rounds: every contestant runs once in each, starting with another one every time, so that whatever else
// the machine does is shared out. A ratio is the median over the rounds.

/** Figures by contestant, a row a round. */
export type Rounds<T = number> = readonly (readonly T[])[]

export async function interleave<T>(
  contestants: readonly (() => Promise<T>)[],
  rounds: number,
): Promise<Rounds<T>> {
  const rows: T[][] = []
  for (let round = 0; round < rounds; round++) {
    const row = new Map<number, T>()
    for (let step = 0; step < contestants.length; step++) {
      const at = (round + step) % contestants.length
      const run = contestants[at]
      if (run) row.set(at, await run())
    }
    rows.push([...row].sort(([a], [b]) => a - b).map(([, each]) => each))
  }
  return rows
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The median of one column. */
export const medianOf = (rows: Rounds, column: number): number => median(rows.map((row) => row[column] ?? 0))

/**
 * The median of `column` ÷ the mean of the twins, and of twin ÷ twin with the middle half of its rounds: the A/A pair.
 */
export function ratioOf(rows: Rounds, column: number, twins: readonly [number, number]): Ratio {
  const of = (row: readonly number[], at: number) => row[at] ?? 0
  const [one, other] = twins
  const same = rows.map((row) => of(row, other) / of(row, one))
  return {
    ratio: median(rows.map((row) => (2 * of(row, column)) / (of(row, one) + of(row, other)))),
    noise: median(same),
    spread: [quantile(same, 0.25), quantile(same, 0.75)],
  }
}

export interface Ratio {
  readonly ratio: number
  readonly noise: number
  readonly spread: readonly [number, number]
}
