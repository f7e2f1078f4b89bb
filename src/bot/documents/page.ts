// Documents to print: HTML that needs nothing from elsewhere. Whatever is put into one is text, unless it was made here.
import { escaped } from './escaped.ts'

/** Markup that was made by `html`. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Html | readonly Html[]

const written = (part: Part): string => {
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(({ text }) => text).join('')
  return escaped(String(part))
}

/** A piece of a document; every value in it is escaped. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((each, at) => each + (at < parts.length ? written(parts[at] ?? '') : '')).join(''))

const style = `
:root { color-scheme: light }
body { font: 1rem/1.45 'Segoe UI', system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1.25rem; color: #1b1b1b; background: #fff }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 }
h2 { font-size: 1.15rem; margin: 2rem 0 .4rem }
p { margin: .4rem 0 }
.of { color: #555; font-weight: 400 }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .92rem }
caption { text-align: left; color: #555; padding-bottom: .25rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #d6d6d6 }
thead th { border-bottom: 2px solid #1b1b1b }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
th, td { overflow-wrap: break-word }
tbody th { overflow-wrap: anywhere; min-width: 7rem }
tfoot td, tfoot th { font-weight: 600; border-top: 2px solid #1b1b1b; border-bottom: 0 }
footer { margin-top: 2rem; border-top: 1px solid #d6d6d6; padding-top: .5rem; color: #555; font-size: .85rem }
@page { size: A4; margin: 16mm 14mm }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt }
  h1 { font-size: 16pt }
  h2 { font-size: 12pt; break-after: avoid }
  table { font-size: 8.5pt }
  tr { break-inside: avoid }
  thead { display: table-header-group }
  tfoot { display: table-row-group }
}
`

/** A column: its heading, and whether it holds figures. */
export type Column = readonly [heading: string, isFigure?: 'n']

/** A row's cells, its name first; `foot` is the row of the totals. */
export function table(columns: readonly Column[], rows: readonly Cells[], foot?: Cells): Html {
  const kinds = columns.map(([, kind]) => kind ?? 'w')
  const line = (cells: Cells, scope: 'row' | 'col'): Html[] =>
    cells.map((cell, at) =>
      scope === 'col' || at === 0
        ? html`<th scope="${scope}" class="${kinds[at] ?? 'w'}">${cell}</th>`
        : html`<td class="${kinds[at] ?? 'w'}">${cell}</td>`,
    )
  const head = line(
    columns.map(([heading]) => heading),
    'col',
  )
  const body = rows.map(
    (cells) =>
      html`<tr>
        ${line(cells, 'row')}
      </tr> `,
  )
  const end = foot
    ? html`<tfoot>
        <tr>
          ${line(foot, 'row')}
        </tr>
      </tfoot>`
    : html``
  return html`<table>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
    ${end}
  </table> `
}
export type Cells = readonly (string | Html)[]

export interface Printed {
  readonly title: string
  /** Whose it is and how it stands, beneath the title. */
  readonly of: string
  readonly sections: readonly Html[]
  /** How the figures are to be read. */
  readonly foot: readonly string[]
}

/** The document in pieces, so that a long one is never whole in memory twice. */
export async function* pageOf({ title, of, sections, foot }: Printed): AsyncGenerator<string> {
  // Open tags by hand: a formatter that reads them as a whole document closes them before the sections.
  yield `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" />
<title>${written(title)}</title><style>${style}</style></head>
<body><main>
`
  yield html`<header>
    <h1>${title}</h1>
    <p class="of">${of}</p>
  </header> `.text
  for (const section of sections) yield section.text
  const notes = foot.map((line) => html`<p>${line}</p>`)
  yield `</main><footer>${written(notes)}</footer></body></html>
`
}
