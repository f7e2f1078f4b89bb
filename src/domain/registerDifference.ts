// R1: what one version of a register says and another does not, entry by entry: what is added, removed and reworded. The
// difference applied to the older version gives the newer one.
import type { AnsweredHeading, RegisterEntry } from './register.ts'

export type Change =
  | { readonly type: 'added'; readonly entry: RegisterEntry }
  | { readonly type: 'removed'; readonly entry: RegisterEntry }
  | { readonly type: 'reworded'; readonly before: RegisterEntry; readonly after: RegisterEntry }
  /** *None* ticked or no longer so; a heading that the policy has added has no `before`, one that it gave up no `after`. */
  | {
      readonly type: 'none'
      readonly before: AnsweredHeading | undefined
      readonly after: AnsweredHeading | undefined
    }

/** What a version states, apart from who saved it when. */
export interface Statement {
  readonly headings: readonly AnsweredHeading[]
  readonly entries: readonly RegisterEntry[]
}

/** In the order of the headings; both ways, so that versions may be compared in either order. */
export function difference(older: Statement, newer: Statement): Change[] {
  const changes: Change[] = []
  const headings = [...newer.headings, ...older.headings.filter(({ id }) => !headingIn(newer, id))]
  for (const { id: heading } of headings) {
    const [before, after] = [headingIn(older, heading), headingIn(newer, heading)]
    if (before?.isNone !== after?.isNone || before?.title !== after?.title)
      changes.push({ type: 'none', before, after })
    const own = ({ entries }: Statement) => entries.filter((entry) => entry.heading === heading)
    for (const entry of own(older)) {
      const now = newer.entries.find(({ id }) => id === entry.id)
      if (!now) changes.push({ type: 'removed', entry })
      else if (JSON.stringify(now) !== JSON.stringify(entry))
        changes.push({ type: 'reworded', before: entry, after: now })
    }
    for (const entry of own(newer))
      if (!older.entries.some(({ id }) => id === entry.id)) changes.push({ type: 'added', entry })
  }
  return changes
}

/** The newer statement, from the older one and the difference; its entries by number. */
export function applied(older: Statement, changes: readonly Change[]): Statement {
  const entries = new Map(older.entries.map((entry) => [entry.id, entry]))
  const headings = new Map(older.headings.map((heading) => [heading.id, heading]))
  for (const change of changes)
    switch (change.type) {
      case 'added':
        entries.set(change.entry.id, change.entry)
        break
      case 'removed':
        entries.delete(change.entry.id)
        break
      case 'reworded':
        entries.set(change.after.id, change.after)
        break
      case 'none': {
        if (change.after) headings.set(change.after.id, change.after)
        else if (change.before) headings.delete(change.before.id)
        break
      }
    }
  return {
    headings: [...headings.values()],
    entries: [...entries.values()].toSorted((one, other) => one.id - other.id),
  }
}

const headingIn = ({ headings }: Statement, id: string): AnsweredHeading | undefined =>
  headings.find((each) => each.id === id)
