// The card templates of cards/, each read once and bound to strings. Numbers, dates and sums are written in
// TypeScript before they get here: template expressions divide integers.
import { readFileSync } from 'node:fs'
import { Template } from 'adaptivecards-templating'
import type { Reply } from './turn.ts'

export interface Button {
  readonly title: string
  /** The route it presses, and what that needs beside the card's inputs. */
  readonly verb: string
  readonly data: Readonly<Record<string, unknown>>
  readonly style: 'default' | 'positive' | 'destructive'
  /** `none` leaves the card's inputs out, and unchecked. */
  readonly inputs: 'auto' | 'none'
}

/** A button that sends the card's inputs along unless told otherwise; its data repeats the verb for the Submit fallback. */
export const button = (
  title: string,
  verb: string,
  data: Readonly<Record<string, unknown>> = {},
  { style = 'default', inputs = 'none' }: Partial<Pick<Button, 'style' | 'inputs'>> = {},
): Button => ({ title, verb, data: { ...data, verb, v: cardVersion }, style, inputs })

/** The version of what cards send back; an older card is answered with a fresh one. */
export const cardVersion = 1

export interface Fact {
  readonly title: string
  readonly value: string
}

interface CardData {
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
    sections: readonly { title: string; examples: readonly Fact[] }[]
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
  pot: {
    title: string
    problems: readonly string[]
    available: string
    facts: readonly Fact[]
    rows: readonly { title: string; state: string }[]
    chosen: string
    choices: readonly Fact[]
    asksDays: string
    days: string
    actions: readonly Button[]
  }
  standIn: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    keys: readonly Fact[]
    key: string
    people: readonly Fact[]
    person: string
    from: string
    to: string
    named: readonly Fact[]
    actions: readonly Button[]
  }
  person: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    name: string
    email: string
    role: string
    roles: readonly Fact[]
    regions: string
    allRegions: readonly Fact[]
    joinedOn: string
    /** Whether it changes somebody, with a last day and a reason, or adds them. */
    changes: boolean
    leftOn: string
    why: string
    actions: readonly Button[]
  }
  import: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    list: string
    actions: readonly Button[]
  }
  allocate: {
    title: string
    problems: readonly string[]
    facts: readonly Fact[]
    person: string
    peers: readonly Fact[]
    days: string
    reason: string
    given: string
    actions: readonly Button[]
  }
  adjust: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    people: readonly Fact[]
    person: string
    /** A field without a label is left out. */
    dateLabel: string
    date: string
    firstLabel: string
    first: string
    secondLabel: string
    second: string
    reasonLabel: string
    reason: string
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
  absence: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    people: readonly Fact[]
    person: string
    from: string
    to: string
    named: readonly Fact[]
    actions: readonly Button[]
  }
  team: {
    title: string
    facts: readonly Fact[]
    /** What the bars show; `percent` is their length, `label` what stands in its place where there are no charts. */
    chart: string
    bars: readonly { name: string; percent: number; label: string; color: string }[]
    rows: readonly { title: string; attention: string; state: string; detail: string }[]
    chosen: string
    peers: readonly Fact[]
    region: string
    regions: readonly Fact[]
    actions: readonly Button[]
  }
  report: {
    title: string
    problems: readonly string[]
    total: string
    lines: readonly string[]
    rows: readonly { title: string; state: string }[]
    more: string
    chosen: string
    choices: readonly Fact[]
    from: string
    to: string
    groupBy: string
    groupings: readonly Fact[]
    whose: string
    scopes: readonly Fact[]
    actions: readonly Button[]
  }
  export: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    what: string
    kinds: readonly Fact[]
    year: string
    years: readonly Fact[]
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
  audit: {
    title: string
    problems: readonly string[]
    lines: readonly string[]
    rows: readonly { title: string; detail: string }[]
    person: string
    part: string
    parts: readonly Fact[]
    request: string
    from: string
    to: string
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
}
export type CardName = keyof CardData

const folder = new URL('../../cards/', import.meta.url)
const templates = new Map<CardName, Template>()

/** One template a card, kept: making one costs far more than expanding it. */
function templateOf(name: CardName): Template {
  const kept = templates.get(name)
  if (kept) return kept
  const template = new Template(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')))
  templates.set(name, template)
  return template
}

/** A reply with the card bound to its data. */
export function reply<Name extends CardName>(name: Name, summary: string, data: CardData[Name]): Reply {
  return { summary, card: templateOf(name).expand({ $root: { summary, ...data } }) }
}
