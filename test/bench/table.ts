// The table that the bench prints.
import type { Ratio } from './rounds.ts'

export interface Row {
  readonly measure: string
  readonly ours: string
  readonly yardstick?: string
  readonly ratio?: string
  /** The same contest between two of the same, and the middle half of its rounds. */
  readonly noise?: string
  readonly target?: string
  readonly met?: string
}

export const figure = (value: number, decimals = 0): string =>
  value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

/** A ratio beside its A/A pair; a target missed by less than the pair differs is met within the noise. */
export function ratioCells(
  { ratio, noise, spread }: Ratio,
  target?: { least: number } | { most: number },
): Pick<Row, 'ratio' | 'noise' | 'target' | 'met'> {
  const cells = {
    ratio: figure(ratio, 2),
    noise: `${figure(noise, 2)} (${figure(spread[0], 2)}–${figure(spread[1], 2)})`,
  }
  if (!target) return cells
  const room = Math.max(...[noise, ...spread].map((each) => Math.abs(each - 1)))
  const missedBy = 'least' in target ? target.least - ratio : ratio - target.most
  return {
    ...cells,
    target: 'least' in target ? `≥ ${target.least}` : `≤ ${target.most}`,
    met: missedBy <= 0 ? 'yes' : missedBy <= room ? 'within the noise' : 'no',
  }
}

const columns = ['measure', 'ours', 'yardstick', 'ratio', 'noise', 'target', 'met'] as const
const titles: Record<(typeof columns)[number], string> = {
  measure: 'measure',
  ours: 'ours',
  yardstick: 'yardstick',
  ratio: 'ratio',
  noise: 'A/A (middle half)',
  target: 'target',
  met: 'met',
}

/** As Markdown, so that it can be pasted into a note. */
export function printTable(rows: readonly Row[]): void {
  const lines = [titles, ...rows].map((row) => columns.map((column) => row[column] ?? ''))
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const print = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`)
  lines.forEach((line, at) => {
    print(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)))
    if (at === 0) print(widths.map((width) => '-'.repeat(width)))
  })
}
