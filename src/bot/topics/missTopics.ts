// What the bot says by itself about missed logs (P13): to the peer, to lead peers one by one or on Monday, and to whoever
// decides.
import { z } from 'zod'
import type { Render } from '../../app/outbox/delivery.ts'
import type { Deps } from '../../app/deps.ts'
import { readWelcome } from '../../app/outbox/habits.ts'
import { listPeople } from '../../app/people/people.ts'
import { firstMissesFor, seeMiss, type SeenMiss } from '../../app/notices/seeMiss.ts'
import { periodName } from '../../domain/format.ts'
import { decidedFrom, isExcused } from '../../domain/miss.ts'
import { isOff } from '../../domain/notices.ts'
import type { Person } from '../../domain/person.ts'
import { button, reply } from '../cards.ts'
import { showMiss } from '../dialogs/notices/miss.ts'

const MissRef = z.object({ person: z.string(), period: z.string() })
const PeriodRef = z.object({ period: z.string() })

/** One card for everybody about a missed log; what it is worth to each is seen when it is sent. */
export const aboutMiss =
  (deps: Deps): Render =>
  async (given, person, occasion) => {
    const ref = MissRef.parse(given)
    const found = await seeMiss(deps, person, ref)
    if (!found.ok) return undefined
    const isWanted = await isStillWanted(deps, person, found.value, occasion)
    const kind = found.value.ordinal < decidedFrom ? 'missed' : 'decision'
    return { ...(await showMiss(deps, person, ref)), isSettled: !isWanted, kind }
  }

/** A first miss is no news once the log is in, and a case is none once it is decided. */
async function isStillWanted(
  deps: Deps,
  person: Person,
  { miss, ordinal, isIn }: SeenMiss,
  occasion = '',
): Promise<boolean> {
  if (isExcused(miss)) return false
  const isCase = ordinal >= decidedFrom
  switch (occasion) {
    case 'missed':
      return !isIn
    case 'ask':
      return isCase && miss.decisions.length === 0
    case 'alert':
      return !isIn && !isCase && !(await firstMissesFor(deps, person, miss.period)).isDigest
    // Asked when the peer has said why, or has had the time to.
    case 'decide':
      return isCase && miss.decisions.length === 0 && miss.reason === undefined
    case 'reason':
      return isCase && miss.decisions.length === 0
    default:
      return false
  }
}

const mostNamed = 15

/** On Monday, when more were missed than are told one by one. */
export const aboutMissedDigest =
  (deps: Deps): Render =>
  async (given, person) => {
    const { period } = PeriodRef.parse(given)
    const { misses, isDigest } = await firstMissesFor(deps, person, period)
    if (!isDigest) return undefined
    const people = new Map((await listPeople(deps.store, person.group)).map((each) => [each.id, each]))
    const rows: { title: string; state: string; detail: string; value: string }[] = []
    for (const miss of misses) {
      const seen = await seeMiss(deps, person, miss)
      const peer = people.get(miss.person)
      if (!seen.ok || !peer) continue
      const state = isExcused(miss) ? 'Excused.' : seen.value.isIn ? 'In since, late.' : 'Still not in.'
      rows.push({ title: peer.name, state, detail: '', value: `${miss.person} ${period}` })
    }
    const stillOut = rows.filter(({ state }) => state.startsWith('Still')).length
    const summary = `${rows.length} logs for ${periodName(period)} were missed; ${stillOut} are still not in.`
    const shown = rows.toSorted((one, other) => (one.title < other.title ? -1 : 1)).slice(0, mostNamed)
    const card = reply('list', summary, {
      title: `Missed logs: ${periodName(period)}`,
      lines: [
        summary,
        ...(rows.length > shown.length ? ['Type “team” to see all of them.'] : []),
        'Each is the first of the year; later ones come to the National Lead Peer by themselves.',
      ],
      rows: shown.map(({ title, state, detail }) => ({ title, state, detail })),
      choose: 'Missed log to open',
      chosen: shown[0]?.value ?? '',
      choices: shown.map(({ title, value }) => ({ title, value })),
      actions: [button('Open', 'miss/open', {}, { inputs: 'auto' }), button('Team', 'team')],
    })
    // Turned off since, it still stands for the single messages that were held back for it.
    const { choices } = await readWelcome(deps.store, person)
    return { ...card, kind: isOff('digest', choices) ? 'missed' : 'digest' }
  }
