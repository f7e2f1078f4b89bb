// When somebody may be spoken to: their own zone, quiet hours from 18:00 to 08:00 and at weekends, and the days they are
// away. A message waits for a moment when it is welcome; a reminder comes earlier instead.
import { IANAZone } from 'luxon'
import { addDays, isWeekend, type Instant, type LocalDate } from './calendar.ts'

export const defaultZone = 'Europe/London'

/** Days away, both inclusive. */
export interface Away {
  readonly from: LocalDate
  readonly to: LocalDate
}

export interface Welcome {
  /** An IANA zone; what is none counts as London. */
  readonly zone: string
  readonly away: readonly Away[]
  /** They want no quiet hours: evenings and weekends are as good. */
  readonly anyHour?: boolean
}

/** The full hours, local, at which messages may begin to come. */
export const [firstHour, lastHour] = [8, 17]
/** When messages come that are not answers to something. */
export const usualHour = 9

const hourMs = 3_600_000

/** The names that were found to be zones: asking takes longer than most answers do, and there are only some hundreds. */
const zoneNames = new Set<string>()

export function isZone(name: string): boolean {
  if (zoneNames.has(name)) return true
  const isValid = IANAZone.isValidZone(name)
  if (isValid && zoneNames.size < mostNames) zoneNames.add(name)
  return isValid
}

/** A zone with what was asked of it before: asking is slow, and it changes on quarters of an hour only. */
interface Known {
  readonly zone: IANAZone
  readonly offsets: Map<number, number>
}
const zones = new Map<string, Known>()
const [mostZones, mostOffsets, quarterMs] = [200, 4_000, 900_000]
/** Any case counts as the same zone, so that there could be many more spellings. */
const mostNames = 2_000

function knownZone(name: string): Known {
  const kept = zones.get(name)
  if (kept) return kept
  if (zones.size >= mostZones) zones.clear()
  const known = { zone: IANAZone.create(isZone(name) ? name : defaultZone), offsets: new Map() }
  zones.set(name, known)
  return known
}

/** Milliseconds that a zone is ahead of UTC. */
function offsetAt(at: Instant, name: string): number {
  const { zone, offsets } = knownZone(name)
  const quarter = Math.floor(at / quarterMs)
  const kept = offsets.get(quarter)
  if (kept !== undefined) return kept
  if (offsets.size >= mostOffsets) offsets.clear()
  const offset = zone.offset(at) * 60_000
  offsets.set(quarter, offset)
  return offset
}

/** The date and the full hour of an instant in a zone. */
export function localOf(at: Instant, zone: string): { date: LocalDate; hour: number } {
  const text = new Date(at + offsetAt(at, zone)).toISOString()
  return { date: text.slice(0, 10), hour: Number(text.slice(11, 13)) }
}

/** The instant of a full hour on a date in a zone. */
export function instantOf(date: LocalDate, hour: number, zone: string): Instant {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + hour * hourMs
  return asUtc - offsetAt(asUtc - offsetAt(asUtc, zone), zone)
}

/** The usual hour of a date in London: when what is counted in working days comes, whoever it is for. */
export const nineOn = (date: LocalDate): Instant => instantOf(date, usualHour, defaultZone)

const isQuietDay = (date: LocalDate, { away, anyHour = false }: Welcome): boolean =>
  (isWeekend(date) && !anyHour) || away.some(({ from, to }) => from <= date && date <= to)

export function isQuiet(at: Instant, welcome: Welcome): boolean {
  const { date, hour } = localOf(at, welcome.zone)
  const isQuietHour = hour < firstHour || hour > lastHour
  return (isQuietHour && !welcome.anyHour) || isQuietDay(date, welcome)
}

/** This instant, or the next time that `hour` strikes on a day that is not quiet. */
export function welcomeFrom(at: Instant, hour: number, welcome: Welcome): Instant {
  return isQuiet(at, welcome) ? nextAt(at, hour, welcome) : at
}

/** Whoever is away for longer than this is spoken to all the same: nothing waits for ever. */
export const mostDaysLater = 800

/** The first time from an instant on that `hour` strikes on a day that is not quiet. */
export function nextAt(at: Instant, hour: number, welcome: Welcome): Instant {
  let { date } = localOf(at, welcome.zone)
  const last = addDays(date, mostDaysLater)
  while (date < last && (isQuietDay(date, welcome) || instantOf(date, hour, welcome.zone) < at))
    date = addDays(date, 1)
  return instantOf(date, hour, welcome.zone)
}

/** Reminders are not moved further than this. */
const mostDaysEarlier = 7

/** `hour` on a date or on the last day before it that is not quiet; undefined for somebody who is away all that time. */
export function welcomeBy(date: LocalDate, hour: number, welcome: Welcome): Instant | undefined {
  for (let earlier = 0; earlier <= mostDaysEarlier; earlier++) {
    const day = addDays(date, -earlier)
    if (!isQuietDay(day, welcome)) return instantOf(day, hour, welcome.zone)
  }
  return undefined
}
