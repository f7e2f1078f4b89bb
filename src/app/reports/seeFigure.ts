// The entries behind a figure of a report, the newest work first, a page at a time, with their sum.
import type { Instant } from '../../domain/calendar.ts'
import type { WorkEntry } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { unnamedRow, type Figure } from '../../domain/report.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { Rows } from './reportRows.ts'
import { eachWork, scopeFor, type ReportAsked } from './reportScope.ts'

export interface FigureAsked {
  /** The key of a row, or all of them. */
  readonly row: string
  readonly figure: Figure
  /** Only entries after this place: the next page. */
  readonly after?: string | undefined
  readonly size: number
}

export interface FigureEntry {
  readonly peer: Person
  /** Without note and council for those who may not read them (P6). */
  readonly entry: WorkEntry
}

export interface FigurePage {
  /** The newest work first. */
  readonly entries: readonly FigureEntry[]
  /** Of all the pages: minutes, and entries. */
  readonly sum: number
  readonly count: number
  /** How many come before this page. */
  readonly before: number
  /** Where the next page begins. */
  readonly next: string | undefined
  readonly title: string
}

/** The entries behind one figure; their sum is the figure. */
export async function seeFigure(
  deps: Deps,
  person: Person,
  asked: ReportAsked,
  { row, figure, after, size }: FigureAsked,
  until: Instant = Infinity,
): Promise<Result<FigurePage, Refusal>> {
  const scope = await scopeFor(deps, person, asked)
  if (!scope.ok) return scope
  const { subjects, isOwn } = scope.value
  const rows = new Rows(asked.by, isOwn)
  // Which councils are named is known only once everything has been counted.
  if (asked.by === 'council') {
    const isWhole = await eachWork(deps, subjects, asked, until, {
      work: (peer, entry) => rows.count(peer, entry),
    })
    if (!isWhole) return refuse({ type: 'report-size' })
  }
  const page = new Page(size, after)
  let title = ''
  const isWhole = await eachWork(deps, subjects, asked, until, {
    work(peer, entry) {
      const { key, title: found } = rows.rowOf(peer, entry)
      const minutes = entry[figure] ?? 0
      if ((row !== 'all' && key !== row) || minutes === 0) return
      title ||= found
      const mayRead = mayDo(person, 'see-notes', peer) && key !== unnamedRow.key
      page.take({ peer, entry: mayRead ? entry : withoutText(entry) }, minutes)
    },
  })
  return isWhole ? ok({ ...page.end(), title: row === 'all' ? '' : title }) : refuse({ type: 'report-size' })
}

/** P6: notes and council names are for the peer and the group's office. */
function withoutText({ notes: _notes, place: _place, reason: _reason, ...entry }: WorkEntry): WorkEntry {
  return entry
}

/** Keeps the newest few after a place, whatever comes in whatever order. */
class Page {
  #kept: { at: string; found: FigureEntry }[] = []
  #sum = 0
  #count = 0
  #before = 0
  readonly #size: number
  readonly #after: string

  constructor(size: number, after: string | undefined) {
    this.#size = size
    this.#after = after ?? '~'
  }

  take(found: FigureEntry, minutes: number): void {
    const { peer, entry } = found
    const at = [entry.date, peer.id, entry.year, String(entry.seq).padStart(6, '0')].join(' ')
    this.#sum += minutes
    this.#count++
    if (at >= this.#after) this.#before++
    else {
      const place = this.#kept.findIndex((each) => each.at < at)
      this.#kept.splice(place < 0 ? this.#kept.length : place, 0, { at, found })
      this.#kept.length = Math.min(this.#kept.length, this.#size + 1)
    }
  }

  end(): Omit<FigurePage, 'title'> {
    const shown = this.#kept.slice(0, this.#size)
    return {
      entries: shown.map(({ found }) => found),
      sum: this.#sum,
      count: this.#count,
      before: this.#before,
      next: this.#kept.length > this.#size ? shown.at(-1)?.at : undefined,
    }
  }
}
