// What the cards hold that peers see, and those that everybody does; cards/ has a template of each name. An empty text or list
// leaves out what would show it.
import type { Button, Fact } from './cardParts.ts'

export interface PeerCards {
  notice: { title: string; lines: readonly string[]; actions: readonly Button[] }
  link: {
    title: string
    lines: readonly string[]
    /** Documents to fetch: each opens outside of the chat. */
    links: readonly { title: string; url: string }[]
    actions: readonly Button[]
  }
  help: {
    title: string
    greeting: string
    lines: readonly string[]
    /** Each folds away, but for its commands. */
    sections: readonly {
      id: string
      title: string
      words: string
      fold: string
      isOpen: boolean
      examples: readonly Fact[]
    }[]
    footnote: string
    actions: readonly Button[]
  }
  log: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    /** D7: whom it is logged for, when the office logs and it is not certain. */
    choose: string
    person: string
    people: readonly Fact[]
    /** The label of the office's reason; empty for a peer. */
    asksReason: string
    reason: string
    /** Who reads the notes. */
    readers: string
    dateLabel: string
    hoursLabel: string
    today: string
    date: string
    hours: string
    activity: string
    activities: readonly Fact[]
    askedBy: string
    askers: readonly Fact[]
    place: string
    notes: string
    chargeTo: string
    charges: readonly Fact[]
    clearance: string
    clearances: readonly Fact[]
    effect: readonly string[]
    actions: readonly Button[]
  }
  receipt: {
    title: string
    lines: readonly string[]
    notes: readonly string[]
    actions: readonly Button[]
  }
  history: {
    title: string
    problems: readonly string[]
    asOf: string
    rows: readonly { title: string; state: string; detail: string }[]
    choices: readonly Fact[]
    actions: readonly Button[]
  }
  balance: {
    title: string
    asOf: string
    remaining: string
    warnings: readonly string[]
    facts: readonly Fact[]
    actions: readonly Button[]
  }
  why: {
    title: string
    sums: readonly { title: string; lines: readonly string[] }[]
    actions: readonly Button[]
  }
  requestDays: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    hours: string
    from: string
    to: string
    what: string
    strand: string
    strands: readonly Fact[]
    askedBy: string
    askers: readonly Fact[]
    sum: readonly string[]
    actions: readonly Button[]
  }
  askFirst: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    event: string
    date: string
    askedBy: string
    askers: readonly Fact[]
    actions: readonly Button[]
  }
  request: {
    title: string
    problems: readonly string[]
    state: string
    /** Lines that hold what people typed. */
    what: readonly string[]
    facts: readonly Fact[]
    notes: readonly string[]
    /** The label of the reason; empty when none is asked for. */
    asksReason: string
    reason: string
    actions: readonly Button[]
  }
  list: {
    title: string
    lines: readonly string[]
    rows: readonly { title: string; state: string; detail: string }[]
    choose: string
    chosen: string
    choices: readonly Fact[]
    actions: readonly Button[]
  }
  notifications: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    /** A choice set each, by its id. */
    kinds: readonly { id: string; title: string; value: string }[]
    hours: readonly Fact[]
    quiet: 'usual' | 'none'
    from: string
    to: string
    actions: readonly Button[]
  }
  interests: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    councilRegisters: string
    headings: readonly {
      id: string
      title: string
      hint: string
      state: string
      /** What pressing the heading does. */
      fold: string
      isOpen: boolean
      isNoneShown: boolean
      none: string
      slots: readonly { name: string; label: string; text: string; from: string; to: string; mark: string }[]
    }[]
    why: string
    whys: readonly Fact[]
    actions: readonly Button[]
  }
  versions: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    /** Lines that hold what people typed. */
    rows: readonly { title: string; detail: string }[]
    older: string
    olders: readonly Fact[]
    newer: string
    newers: readonly Fact[]
    /** Entries of former versions whose text may be removed. */
    formers: readonly Fact[]
    actions: readonly Button[]
  }
  review: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    facts: readonly Fact[]
    heading: string
    remarks: readonly { title: string; text: string }[]
    removables: readonly Fact[]
    /** For what stands above them; with the others six at most, five in a row. */
    remarkActions: readonly Button[]
    /** The label of the text; without one nothing may be said. */
    textLabel: string
    text: string
    outcomes: readonly Fact[]
    outcome: string
    on: string
    misses: readonly Fact[]
    miss: string
    actions: readonly Button[]
  }
  profile: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    skills: string
    allSkills: readonly Fact[]
    other: string
    about: string
    actions: readonly Button[]
  }
}
