// Rows as CSV (RFC 4180, UTF-8 with a byte order mark for Excel) in which nothing that people typed is a formula. Made
// as it is taken: a chunk of rows at a time.

/** A number stays one in a spreadsheet; a text never becomes anything else. */
export type Cell = string | number | undefined
export type Column<Row> = readonly [title: string, cell: (row: Row) => Cell]

const chunkLength = 16_384
const byteOrderMark = '\uFEFF'

/** A heading line and a line a row; the chunks are whole lines. */
export async function* csvOf<Row>(
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row>,
): AsyncIterable<string> {
  let chunk = byteOrderMark + lineOf(columns.map(([title]) => title))
  for await (const row of rows) {
    chunk += lineOf(columns.map(([, cell]) => cell(row)))
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

const lineOf = (cells: readonly Cell[]): string => `${cells.map(written).join(',')}\r\n`

function written(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = disarmed(cell)
  return /["',;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * An apostrophe before what a spreadsheet would take for a formula: `=`, `+`, `-`, `@`, full-width ones too, behind blanks
 * or a control character. Also after a line break, a tab or a semicolon, since a program that is told to split there
 * finds a cell of its own behind it.
 */
const disarmed = (text: string): string => text.replace(inside, "$1'").replace(atStart, "'")

// oxlint-disable-next-line no-control-regex -- they are what a cell must not begin with
const atStart = /^(?=[\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\u0000])/
// oxlint-disable-next-line no-control-regex -- as above
const inside = /([;\t\r\n])(?=[\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])/g
