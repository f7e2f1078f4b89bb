// What happened in a group: its pots and their requests, missed logs, years that were closed, and its directory.
import { startOf, yearOf, type MeetingYear } from '../../domain/calendar.ts'
import { Miss } from '../../domain/miss.ts'
import type { GroupId } from '../../domain/policy.ts'
import { PotRequest } from '../../domain/pot.ts'
import { namedFor, StandIn } from '../../domain/standIn.ts'
import { Absences } from '../people/absences.ts'
import { parseStored } from '../documents.ts'
import type { Happening } from './happening.ts'
import { groupPartition, missPartition, potPartition, under } from '../keys.ts'
import { personChanges } from '../people/personChanges.ts'
import type { Store } from '../ports.ts'
import { PotChange } from '../pot/potChanges.ts'
import { readYearEnd } from '../years/yearEndRecords.ts'

/** The years whose ledgers and pots may have been changed in a period: an office goes one closed year back (D4). */
export function yearsAround(from: string, to: string): MeetingYear[] {
  const [first, last] = [yearOf(from) - 2, yearOf(to) + 1]
  return Array.from({ length: last - first + 1 }, (_, at) => last - at)
}

/** C2: when a year was closed, and who pressed first. */
export async function* yearEndHappenings(
  store: Store,
  group: GroupId,
  years: readonly MeetingYear[],
): AsyncGenerator<Happening> {
  for (const year of years) {
    const { state } = await readYearEnd(store, group, year)
    if (state)
      yield {
        at: state.at,
        id: `year-end~${year}`,
        by: state.by,
        about: undefined,
        deed: { type: 'year-closed', year },
      }
  }
}

export async function* potRequests(
  store: Store,
  group: GroupId,
  years: readonly MeetingYear[],
): AsyncGenerator<PotRequest> {
  for (const year of years)
    for (const prefix of ['open', 'done'])
      for await (const stored of store.list(potPartition(group, year), under(prefix)))
        yield parseStored(PotRequest, stored)
}

/** P11, X2, X4: each step of a request. */
export function requestHappenings(sent: PotRequest): Happening[] {
  const { id, year, seq, person: about, at, ask, sum, keys, end, grant, state } = sent
  const request = { year, seq }
  const happenings: Happening[] = [
    {
      at,
      id: `asked~${id}`,
      by: about,
      about,
      request,
      deed: { type: 'asked', minutes: ask.minutes, shortfall: sum.shortfall },
    },
  ]
  for (const key of ['national', 'head'] as const) {
    const turned = keys[key]
    if (turned)
      happenings.push({
        at: turned.at,
        id: `key~${key}~${id}`,
        by: turned.by,
        about,
        request,
        deed: { type: 'agreed', key, inPlaceOf: turned },
      })
  }
  if (end && grant) {
    const whole = grant.minutes + (grant.revoked?.minutes ?? 0)
    const deed = { type: 'granted' as const, code: grant.code, minutes: whole }
    happenings.push({ at: end.at, id: `zend~${id}`, by: undefined, about, request, deed })
  } else if (end)
    happenings.push({
      at: end.at,
      id: `zend~${id}`,
      by: end.by,
      about,
      request,
      reason: end.reason,
      deed: { type: 'ended', state, inPlaceOf: end },
    })
  if (grant?.revoked) {
    const { by, at, reason, minutes } = grant.revoked
    const deed = { type: 'revoked' as const, code: grant.code, minutes }
    happenings.push({ at, id: `revoked~${id}`, by, about, request, reason, deed })
  }
  return happenings
}

/** X1, Y2: what the pot was funded with and the group was given. */
export async function* potHappenings(
  store: Store,
  group: GroupId,
  years: readonly MeetingYear[],
): AsyncGenerator<Happening> {
  for (const year of years)
    for await (const stored of store.list(potPartition(group, year), under('pot-change'))) {
      const { at, by, kind, minutes, was } = parseStored(PotChange, stored)
      yield { at, id: stored.id, by, about: undefined, deed: { type: kind, year, minutes, was } }
    }
}

/** P13: missed logs, and what was said and decided about them, without the texts. */
export async function* missHappenings(
  store: Store,
  group: GroupId,
  years: readonly MeetingYear[],
): AsyncGenerator<Happening> {
  for (const year of years)
    for await (const stored of store.list(missPartition(group, year), under('miss'))) {
      const { person: about, period, at, reason, comments, decisions } = parseStored(Miss, stored)
      const id = (what: string) => `${what}~${period}~${about}`
      yield { at, id: id('missed'), by: undefined, about, deed: { type: 'missed', period } }
      if (reason)
        yield { at: reason.at, id: id('said'), by: about, about, deed: { type: 'miss-reason', period } }
      for (const [place, { by, at }] of comments.entries())
        yield { at, id: id(`comment-${place}`), by, about, deed: { type: 'miss-comment', period } }
      for (const [place, { by, at, verdict, reason: why }] of decisions.entries())
        yield {
          at,
          id: id(`decided-${place}`),
          by,
          about,
          reason: why,
          deed: { type: 'miss-decided', period, verdict },
        }
    }
}

/** Who was added and changed, who stands in for whom, and who is away by agreement. */
export async function* directoryHappenings(store: Store, group: GroupId): AsyncGenerator<Happening> {
  const pk = groupPartition(group)
  for await (const change of personChanges(store, group)) {
    const { at, person: about, by, why: reason, kind } = change
    yield { at, id: `person~${about}~${kind}`, by, about, reason, deed: { type: 'person', change } }
  }
  for await (const stored of store.list(pk, under('stand-in'))) {
    const standIn = parseStored(StandIn, stored)
    const { id, key, person: about, by, at, ended } = standIn
    const { from, to } = namedFor(standIn)
    // Those named before it was written down when count from their first day.
    const named = at ?? startOf(from)
    yield { at: named, id: `named~${id}`, by, about, deed: { type: 'stand-in', key, from, to } }
    if (ended)
      yield { at: ended.at, id: `unnamed~${id}`, by: ended.by, about, deed: { type: 'stand-in-ended', key } }
  }
  for await (const stored of store.list(pk, under('absences'))) {
    const about = stored.id.slice('absences~'.length)
    const { times, ended = [] } = parseStored(Absences, stored)
    for (const { from, to, by, at } of [...times, ...ended])
      yield { at, id: `away~${about}~${from}~${to}`, by, about, deed: { type: 'absence', from, to } }
    for (const { from, to, endedBy, endedAt } of ended) {
      const deed = { type: 'absence-ended' as const, from, to }
      yield { at: endedAt, id: `back~${about}~${from}~${to}`, by: endedBy, about, deed }
    }
  }
}
