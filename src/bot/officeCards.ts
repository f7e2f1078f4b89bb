// What the cards hold that the office and the lead peers see; cards/ has a template of each name. An empty text or list leaves
// out what would show it.
import type { Button, Fact } from './cardParts.ts'

export interface OfficeCards {
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
}
