// What a year brings, worked out from the rule book by brute force and from nothing else: no code of the bot's own, no
// clock, no timers. Every message is asked for at one instant and comes at that one or the next that is welcome.

export interface OraclePeer {
  readonly id: string
  readonly role: 'member-peer' | 'regional-lead' | 'national-lead' | 'group-leader' | 'head-of-office'
  readonly region?: string
  readonly zone: string
  /** Local hours by kind; 'off' for none. */
  readonly choices: Readonly<Record<string, number | 'off'>>
  readonly away: readonly { from: string; to: string }[]
  readonly absences: readonly { from: string; to: string }[]
  readonly joinedOn: string
  readonly leftOn?: string
  /** Of the year 2026/27, in minutes, and from which date. */
  readonly allocation: number
  readonly allocatedFrom: string
  readonly carried: number
}

/** An entry or a nil return: when it was made, for which month, and when it was taken back. */
export interface OracleEntry {
  readonly person: string
  readonly at: number
  readonly until: number
  readonly month: string
  /** Of work, with its date. */
  readonly minutes: number
  readonly date: string
}

/** What was decided or said about a missed log. */
export interface OracleWord {
  readonly person: string
  readonly month: string
  readonly at: number
}

export interface OracleWorld {
  readonly people: readonly OraclePeer[]
  readonly entries: readonly OracleEntry[]
  readonly excuses: readonly OracleWord[]
  readonly reasons: readonly OracleWord[]
  readonly from: number
  readonly until: number
}

export interface Told {
  readonly person: string
  readonly what: string
  readonly at: number
}

const holidays = new Set([
  '2026-12-25',
  '2026-12-28',
  '2027-01-01',
  '2027-03-26',
  '2027-03-29',
  '2027-05-03',
  '2027-05-31',
  '2027-08-30',
])
const dayMs = 86_400_000
/** Lead peers are asked after the sweep, when all are found. */
const allFoundMs = 600_000

// ---- the calendar, by Intl alone

const formats = new Map<string, Intl.DateTimeFormat>()
const locals = new Map<string, { date: string; hour: number }>()

/** The local date and hour of an instant; the same within any quarter of an hour. */
export function localAt(at: number, zone: string): { date: string; hour: number } {
  const key = `${zone} ${Math.floor(at / 900_000)}`
  const kept = locals.get(key)
  if (kept) return kept
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    })
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const local = { date: `${parts['year']}-${parts['month']}-${parts['day']}`, hour: Number(parts['hour']) }
  locals.set(key, local)
  return local
}

/** The instant at which a clock on the wall shows a full hour: the one hour of that day that does. */
export function instantAt(date: string, hour: number, zone: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000
  for (let shift = -14; shift <= 14; shift++) {
    const at = utc + shift * 3_600_000
    const local = localAt(at, zone)
    if (local.date === date && local.hour === hour) return at
  }
  throw new Error(`no ${hour} o’clock on ${date} in ${zone}`)
}

export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
export const monthAfter = (month: string): string => plusDays(`${month}-28`, 5).slice(0, 7)
/** The instant at which a month's log is too late. */
export const dueOf = (month: string): number => instantAt(`${monthAfter(month)}-08`, 0, 'Europe/London')

export const months = Array.from({ length: 11 }, (_, at) => plusDays('2026-09-15', at * 30.5).slice(0, 7))

// ---- what is welcome when

const isQuietDay = ({ away, absences }: OraclePeer, date: string): boolean =>
  isWeekend(date) || [...away, ...absences].some(({ from, to }) => from <= date && date <= to)

export function isQuietAt(person: OraclePeer, at: number): boolean {
  const { date, hour } = localAt(at, person.zone)
  return hour < 8 || hour >= 18 || isQuietDay(person, date)
}

const hourFor = (person: OraclePeer, kind: string): number => {
  const choice = kind === 'decision' ? 9 : (person.choices[kind] ?? 9)
  return choice === 'off' ? 9 : choice
}

/** When what is asked for at an instant comes. */
function comesAt(person: OraclePeer, asked: number, kind: string): number {
  if (!isQuietAt(person, asked)) return asked
  let { date } = localAt(asked, person.zone)
  for (;;) {
    const at = instantAt(date, hourFor(person, kind), person.zone)
    if (at >= asked && !isQuietDay(person, date)) return at
    date = plusDays(date, 1)
  }
}

// ---- the rules

export function oracleOf(world: OracleWorld): {
  told: Told[]
  missed: string[]
  isWanted(told: Told): boolean
} {
  const byId = new Map(world.people.map((person) => [person.id, person]))
  const told: Told[] = []
  const conditions = new Map<string, (at: number) => boolean>()

  const isIn = (person: string, month: string, at: number): boolean =>
    world.entries.some(
      (each) => each.person === person && each.month === month && each.at <= at && at < each.until,
    )
  const excusedBy = (person: string, month: string, at: number): boolean =>
    world.excuses.some((each) => each.person === person && each.month === month && each.at <= at)
  const reasonBy = (person: string, month: string, at: number): boolean =>
    world.reasons.some((each) => each.person === person && each.month === month && each.at <= at)

  const isOwed = (peer: OraclePeer, month: string): boolean => {
    const due = `${monthAfter(month)}-07`
    const days = Array.from({ length: 31 }, (_, at) => plusDays(`${month}-01`, at)).filter((date) =>
      date.startsWith(month),
    )
    const absent = days.filter((date) => peer.absences.some(({ from, to }) => from <= date && date <= to))
    return (
      peer.allocation > 0 &&
      peer.allocatedFrom <= `${month}-01` &&
      peer.joinedOn <= `${month}-01` &&
      (peer.leftOn === undefined || peer.leftOn > due) &&
      !peer.absences.some(({ from, to }) => from <= due && due <= to) &&
      absent.length < 15
    )
  }

  /** Asked for at an instant and, when that is not welcome, later; said if it is wanted both times. */
  function ask(
    person: OraclePeer,
    what: string,
    asked: number,
    kind: string,
    isWanted: (at: number) => boolean,
  ): void {
    if (asked < world.from || asked >= world.until) return
    if (kind !== 'decision' && person.choices[kind] === 'off') return
    conditions.set(`${person.id} ${what}`, isWanted)
    const at = comesAt(person, asked, kind)
    if (at >= world.until || !isWanted(asked) || !isWanted(at)) return
    told.push({ person: person.id, what, at })
  }

  const isHere = (peer: OraclePeer, at: number): boolean =>
    peer.leftOn === undefined || localAt(at, 'Europe/London').date <= peer.leftOn

  /** So many days before a date or, if that is a quiet day, on the last one before; never later. */
  function before(
    peer: OraclePeer,
    date: string,
    all: readonly number[],
    kind: string,
    what: (days: number) => string,
    isWanted: (at: number) => boolean,
  ): void {
    const moments = all.flatMap((days) => {
      let day = plusDays(date, -days)
      for (let earlier = 0; earlier <= 7; earlier++, day = plusDays(day, -1))
        if (!isQuietDay(peer, day)) return [{ days, at: instantAt(day, hourFor(peer, kind), peer.zone) }]
      return []
    })
    for (const { days, at } of moments)
      if (isHere(peer, at) && !moments.some((other) => other.at === at && other.days < days))
        ask(peer, what(days), at, kind, isWanted)
  }

  const peers = world.people.filter(({ allocation, carried }) => allocation + carried > 0)
  for (const peer of peers)
    for (const month of [...months, '2027-08'])
      before(
        peer,
        `${monthAfter(month)}-07`,
        [5, 1],
        'reminders',
        (days) => `log-due ${month} ${days}`,
        (at) => isOwed(peer, month) && !isIn(peer.id, month, at),
      )

  // C2, C5
  const worked = (peer: OraclePeer, at: number, until = '9999') =>
    world.entries
      .filter((each) => each.person === peer.id && each.at <= at && at < each.until && each.date <= until)
      .reduce((sum, { minutes }) => sum + minutes, 0)
  for (const peer of peers) {
    before(
      peer,
      '2026-11-30',
      [30, 14, 7],
      'carried',
      (days) => `carried-hours 2026 ${days}`,
      (at) => {
        const today = localAt(at, 'Europe/London').date
        const early = worked(peer, at, '2026-11-30')
        const left = peer.carried - Math.min(peer.carried, early)
        const pace = (early * daysFrom(today, '2026-11-30')) / (daysFrom('2026-09-01', today) + 1)
        return left > Math.round(pace / 15) * 15 && left > 0
      },
    )
    for (const month of ['07', '08']) {
      let day = `2027-${month}-01`
      while (isQuietDay(peer, day)) day = plusDays(day, 1)
      const at = instantAt(day, hourFor(peer, 'unused'), peer.zone)
      if (!isHere(peer, at)) continue
      ask(peer, `unused-days 2026 ${month}`, at, 'unused', (now) => {
        const today = localAt(now, 'Europe/London').date
        const start = peer.allocatedFrom > '2026-09-01' ? peer.allocatedFrom : '2026-09-01'
        if (peer.allocation === 0 || today < plusDays(start, 56)) return false
        if (today >= `2027-${month}-16`) return false
        const drawn = worked(peer, now)
        const fromCarried = Math.min(peer.carried, worked(peer, now, '2026-11-30'))
        const left = peer.allocation - (drawn - fromCarried)
        const pace = (drawn * daysFrom(today, '2027-08-31')) / (daysFrom(start, today) + 1)
        return left - Math.round(pace / 15) * 15 > 0
      })
    }
  }

  // P13
  const missed = new Map<string, { peer: OraclePeer; month: string; isFirst: boolean }>()
  const deciderOf = (peer: OraclePeer) =>
    world.people.find(
      ({ role }) => role === (peer.role === 'national-lead' ? 'group-leader' : 'national-lead'),
    )
  const ordinal = (peer: OraclePeer, month: string, at: number) =>
    1 +
    months.filter((each) => each < month && missed.has(`${peer.id} ${each}`) && !excusedBy(peer.id, each, at))
      .length
  const leadsOf = (peer: OraclePeer) => [
    ...new Set([
      ...[deciderOf(peer)].flatMap((each) => each ?? []),
      ...world.people.filter(
        ({ role, region }) =>
          role === 'regional-lead' && peer.role === 'member-peer' && region === peer.region,
      ),
    ]),
  ]
  for (const month of months) {
    const at = dueOf(month)
    const date = `${monthAfter(month)}-08`
    const found = peers.filter(
      (peer) => isHere(peer, at) && isOwed(peer, month) && !isIn(peer.id, month, at - 1),
    )
    for (const peer of found)
      missed.set(`${peer.id} ${month}`, { peer, month, isFirst: ordinal(peer, month, at) === 1 })
    const firsts = found.filter((peer) => missed.get(`${peer.id} ${month}`)?.isFirst)
    const affecting = (lead: OraclePeer) => firsts.filter((peer) => leadsOf(peer).includes(lead)).length
    const isForDigest = (lead: OraclePeer) => affecting(lead) > 3 && lead.choices['digest'] !== 'off'

    for (const peer of found) {
      const about = `miss ${peer.id} ${month}`
      const isFirst = firsts.includes(peer)
      const isCase = (now: number) => ordinal(peer, month, now) > 1 && !excusedBy(peer.id, month, now)
      if (isFirst) {
        ask(
          peer,
          `${about} missed`,
          at,
          'missed',
          (now) => !isIn(peer.id, month, now) && !excusedBy(peer.id, month, now),
        )
        for (const lead of leadsOf(peer))
          if (!isForDigest(lead))
            ask(
              lead,
              `${about} alert`,
              at + allFoundMs,
              'missed',
              (now) => !isIn(peer.id, month, now) && !excusedBy(peer.id, month, now),
            )
        continue
      }
      ask(peer, `${about} ask`, at, 'decision', isCase)
      const deciders = [deciderOf(peer), world.people.find(({ role }) => role === 'head-of-office')]
      let day = date
      for (let left = 2; left > 0;) {
        day = plusDays(day, 1)
        if (!isWeekend(day) && !holidays.has(day)) left--
      }
      for (const decider of deciders.flatMap((each) => each ?? [])) {
        ask(
          decider,
          `${about} decide`,
          instantAt(day, 9, 'Europe/London'),
          'decision',
          (now) => isCase(now) && !reasonBy(peer.id, month, now),
        )
        for (const reason of world.reasons)
          if (reason.person === peer.id && reason.month === month)
            ask(decider, `${about} reason`, reason.at, 'decision', isCase)
      }
    }
    for (const lead of world.people) {
      if (!isForDigest(lead)) continue
      let day = localAt(at, lead.zone).date
      const isMonday = (each: string) => new Date(`${each}T00:00:00Z`).getUTCDay() === 1
      while (!isMonday(day) || instantAt(day, hourFor(lead, 'digest'), lead.zone) < at) day = plusDays(day, 1)
      ask(
        lead,
        `missed-digest ${month}`,
        instantAt(day, hourFor(lead, 'digest'), lead.zone),
        'digest',
        () => true,
      )
    }
  }

  return {
    told,
    missed: [...missed.keys()].sort(),
    isWanted: ({ person, what, at }) =>
      byId.has(person) && (conditions.get(`${person} ${what}`)?.(at) ?? false),
  }
}
