// The cells of a spreadsheet as text: with commas, semicolons or tabs, quotes, a byte order mark, and line ends of any kind.
import { CsvError, parse } from 'csv-parse/sync'
import { ok, refuse, type Result } from '../../domain/result.ts'

export interface Row {
  /** As the spreadsheet numbers it, blank rows counted. */
  readonly row: number
  readonly cells: readonly string[]
}

/** The rows that are not blank, or why there are none to be read. */
export function cellsIn(text: string): Result<Row[], string[]> {
  const [first = ''] = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
  try {
    const records: string[][] = parse(text, {
      bom: true,
      delimiter: delimiterOf(first),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
    return ok(
      records
        .map((cells, at) => ({ row: at + 1, cells }))
        .filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
    )
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault
    const line = typeof fault['lines'] === 'number' ? ` near line ${fault['lines']}` : ''
    return refuse([
      fault.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `A quotation mark is opened and never closed${line}. Close it, or take it out.`
        : `The list cannot be read${line}. Save it again as CSV, or paste the cells from the spreadsheet.`,
    ])
  }
}

/** Whichever stands most often in the first row, outside quotes. */
function delimiterOf(first: string): string {
  const bare = first.replace(/"[^"]*"/g, '')
  const count = (mark: string) => bare.split(mark).length
  return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',')
}
