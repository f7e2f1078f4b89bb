// R1: two years of reminders, held against a calendar that is worked out here without the bot's own: each
// comes once, at nine in the morning on a working day, and none after it is done.
import { expect, test } from 'vitest'
import { createDispatcher } from '../../src/app/outbox/dispatcher.ts'
import { addPerson } from '../../src/app/people/directory.ts'
import { createReach } from '../../src/app/outbox/reach.ts'
import { confirmRegister, saveRegister } from '../../src/app/register/saveRegister.ts'
import { setHabits } from '../../src/app/outbox/setHabits.ts'
import { startMissingTimers } from '../../src/app/outbox/startMissingTimers.ts'
import { groupPartition, under } from '../../src/app/keys.ts'
import { runRegisterTimer } from '../../src/app/register/registerTimer.ts'
import type { Deps } from '../../src/app/deps.ts'
import { aboutRegisterDue } from '../../src/bot/topics/registerTopics.ts'
import { policyOf } from '../../src/domain/policy.ts'
import { openUseCases, depsOn } from '../support/useCases.ts'

const dayMs = 86_400_000
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const plus = (date: string, days: number) => dateOf(Date.parse(date) + days * dayMs)

/** gov.uk/bank-holidays, England and Wales; 2028 by its rules. */
const holidays = new Set(
  (
    '2026-12-25 2026-12-28 2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28 ' +
    '2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26'
  ).split(' '),
)

/** What London's clocks show. */
const london = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'short',
})

interface Story {
  /** When somebody becomes a lead peer. */
  readonly from: string
  /** Days, at noon, on which the register is completed or confirmed. */
  readonly done: readonly string[]
  readonly away: readonly (readonly [string, string])[]
}

/** The days on which a reminder is expected, in order. */
function expectedOf({ from, done, away }: Story, end: string): string[] {
  const isOpen = (date: string) =>
    ![0, 6].includes(new Date(date).getUTCDay()) &&
    !holidays.has(date) &&
    !away.some(([first, last]) => first <= date && date <= last)
  const later = (date: string): string => (isOpen(date) ? date : later(plus(date, 1)))
  const earlier = (date: string, left = 7): string | undefined =>
    isOpen(date) ? date : left === 0 ? undefined : earlier(plus(date, -1), left - 1)
  const days = new Set<string>()
  const add = (date: string | undefined, after: string, until: string) => {
    // Reminders come at nine, and what is done is done at noon.
    if (date !== undefined && date > after && date <= until) days.add(date)
  }
  const start = from.slice(0, 10)
  const [first = end, ...more] = done
  // The first one comes at the next nine o'clock.
  const sofar = london.format(Date.parse(from)) < `${start} 09:00` ? plus(start, -1) : start
  add(later(plus(sofar, 1)), sofar, first)
  for (let week = 1; week < 110; week++) add(later(plus(start, 7 * week)), start, first)
  for (const [at, confirmed] of done.entries()) {
    const until = more[at] ?? end
    const due = `${Number(confirmed.slice(0, 4)) + 1}${confirmed.slice(4)}`
    for (const before of [30, 14, 3, 0]) add(earlier(plus(due, -before)), confirmed, until)
    for (let week = 1; week < 110; week++) add(later(plus(due, 7 * week)), confirmed, until)
  }
  return [...days].sort()
}

const stories: Record<string, Story> = {
  'over two winters, done late': {
    from: '2026-11-20T10:30:00Z',
    done: ['2027-01-06', '2028-04-10'],
    away: [],
  },
  'away when it is due, and over Easter': {
    from: '2026-12-23T07:30:00Z',
    done: ['2027-04-16', '2028-06-07'],
    away: [
      ['2027-01-11', '2027-02-03'],
      ['2028-04-10', '2028-05-05'],
    ],
  },
  'never done': { from: '2026-11-23T08:00:00Z', done: [], away: [['2027-03-20', '2027-04-11']] },
  'confirmed before each date': {
    from: '2026-11-24T12:00:00Z',
    done: ['2026-11-24', '2027-10-01'],
    away: [],
  },
}

const end = '2028-11-20'

test.each(Object.keys(stories))('R1: reminders of two years: %s', async (name) => {
  const story = stories[name]!
  const useCases = await openUseCases('2026-11-20')
  let now = Date.parse(story.from)
  const deps: Deps = depsOn(useCases.store, () => now)
  const sent: string[] = []
  const messenger = {
    send: async () => {
      sent.push(london.format(now))
      return { type: 'sent', activity: `a${sent.length}` } as const
    },
    rewrite: async () => ({ type: 'sent' }) as const,
    open: async () => ({ type: 'unknown' }) as const,
  }
  const reach = createReach(deps)
  const dispatcher = createDispatcher(deps, {
    deliveries: {
      commands: {},
      topics: { 'register-due': aboutRegisterDue(deps) },
      timers: { register: (claimed, timer) => runRegisterTimer(deps, claimed, timer) },
    },
    messenger,
    reach,
  })
  const peer = await addPerson(deps.store, {
    group: 'independent',
    name: 'Siân',
    email: 'sian@example.com',
    role: 'regional-lead',
    regions: ['wales'],
    joinedOn: '2026-11-20',
  })
  // As somebody who came before there were such timers; made anew once, however often it is asked for.
  for await (const { id, etag } of deps.store.list(groupPartition('independent'), under('timer')))
    await deps.store.commit(groupPartition('independent'), [{ op: 'delete', id, etag }])
  await Promise.all([startMissingTimers(deps), startMissingTimers(deps)])
  for await (const { id, etag } of deps.store.list(groupPartition('independent'), under('timer~logs')))
    await deps.store.commit(groupPartition('independent'), [{ op: 'delete', id, etag }])
  await reach.remember(peer, {
    serviceUrl: 'x',
    conversation: 'c',
    bot: 'b',
    user: 'u',
    tenant: 't',
    object: 'o',
  })
  const away = story.away.map(([from, to]) => ({ from, to }))
  await setHabits(deps, { person: peer, deadline: Infinity }, () => ({ away }))
  await dispatcher.runDue()

  /** As the dispatcher does: at each moment at which something falls due. */
  async function runUntil(until: number): Promise<void> {
    for (;;) {
      const [next] = await deps.store.due(until, 1)
      if (!next) break
      now = Math.max(now, next.doc.dueAt ?? 0)
      await dispatcher.runDue()
    }
    now = Math.max(now, until)
  }

  let base = 0
  for (const date of story.done) {
    await runUntil(Date.parse(`${date}T11:30:00Z`))
    const press = { id: `done ${date}`, by: peer, deadline: Infinity }
    const none = Object.fromEntries(policyOf('independent').register.headings.map(({ id }) => [id, true]))
    const save = { base, why: 'annual', stated: { none, entries: [] } } as const
    const done = base === 0 ? await saveRegister(deps, press, save) : await confirmRegister(deps, press, base)
    expect(done.ok).toBe(true)
    base = 1
  }
  await runUntil(Date.parse(`${end}T12:00:00Z`))
  await useCases.close()
  expect(sent).toEqual(expectedOf(story, end).map((date) => `${date} 09:00`))
})
