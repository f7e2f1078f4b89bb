// R1: any sequence of saves, confirmations and corrections, held against a plain list of what was stated.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addYear } from '../../src/domain/calendar.ts'
import { entriesNamed } from '../../src/domain/nudge.ts'
import { policyOf } from '../../src/domain/policy.ts'
import {
  nextVersion,
  redactIn,
  unansweredIn,
  type RegisterVersion,
  type Stated,
  type Why,
} from '../../src/domain/register.ts'
import { applied, difference } from '../../src/domain/registerDifference.ts'

const policy = policyOf('independent')
const { headings } = policy.register

const dates = fc.constantFrom(['', ''], ['2026-01-01', ''], ['', '2028-02-29'], ['2026-01-01', '2026-01-01'])
/** One step: entries to drop by place, entries to reword, entries to add under a heading, and why. */
const step = fc.record({
  drop: fc.array(fc.nat(7), { maxLength: 3 }),
  reword: fc.option(
    fc.record({ at: fc.nat(7), text: fc.constantFrom('a', 'b', 'c'), sensitive: fc.boolean() }),
  ),
  add: fc.array(fc.record({ heading: fc.nat(4), text: fc.constantFrom('x', 'y', 'ŵ'), dates }), {
    maxLength: 3,
  }),
  why: fc.constantFrom<Why>('annual', 'change', 'correction'),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function statedAfter(before: RegisterVersion | undefined, { drop, reword, add }: Step): Stated {
  const kept = (before?.entries ?? []).filter((_, at) => !drop.includes(at))
  const entries = [
    ...kept.map(({ id, heading, text = '', from = '', to = '', sensitive }, at) => ({
      id,
      heading,
      text: reword?.at === at ? reword.text : text,
      from,
      to,
      sensitive: reword?.at === at ? reword.sensitive : sensitive,
    })),
    ...add.map(({ heading, text, dates: [from = '', to = ''] }) => ({
      id: undefined,
      heading: headings[heading]?.id ?? '',
      text,
      from,
      to,
      sensitive: false,
    })),
  ].slice(0, 20)
  const none = Object.fromEntries(
    headings.map(({ id }) => [id, !entries.some(({ heading }) => heading === id)]),
  )
  return { none, entries }
}

const contentOf = ({ headings, entries }: Pick<RegisterVersion, 'headings' | 'entries'>) => ({
  headings,
  entries: entries.toSorted((one, other) => one.id - other.id),
})

/** The versions that a sequence of steps makes. */
function versionsAfter(steps: readonly Step[]): RegisterVersion[] {
  const versions: RegisterVersion[] = []
  for (const [at, step] of steps.entries()) {
    const before = versions.at(-1)
    const lastEntry = Math.max(0, ...versions.flatMap(({ entries }) => entries.map(({ id }) => id)))
    const saving = { why: step.why, on: '2026-11-21', at, by: 'p', policy, lastEntry }
    const next = nextVersion(before, statedAfter(before, step), saving)
    expect(next.ok || next.error).toEqual(next.ok || { type: 'register-unchanged', seq: before?.seq })
    if (next.ok) versions.push(next.value)
  }
  return versions
}

describe('any sequence of saves', () => {
  it('R1: versions are numbered without gaps, none is altered, and no number of an entry is used for another', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const versions = versionsAfter(steps)
        const before = structuredClone(versions)
        expect(versions.map(({ seq }) => seq)).toEqual(versions.map((_, at) => at + 1))
        expect(versions[0]?.why ?? 'first').toBe('first')
        const headingOf = new Map<number, string>()
        const gone = new Set<number>()
        let last: readonly number[] = []
        for (const { entries } of versions) {
          const ids = entries.map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
          for (const id of last) if (!ids.includes(id)) gone.add(id)
          for (const { id, heading } of entries) {
            expect(headingOf.get(id) ?? heading).toBe(heading)
            headingOf.set(id, heading)
            // What was taken out does not come back under its number.
            expect(gone.has(id)).toBe(false)
          }
          last = ids
        }
        for (const older of versions) for (const newer of versions) difference(older, newer)
        expect(versions).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })

  it('R1: the difference between any two, applied to either, gives the other', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
        const versions = versionsAfter(steps)
        for (const one of versions)
          for (const other of versions) expect(applied(one, difference(one, other))).toEqual(contentOf(other))
        for (const one of versions) expect(difference(one, one)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('R2: a text that is removed is in no former version, and the current one is as it was', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), fc.nat(), (steps, pick) => {
        const versions = versionsAfter(steps)
        const current = versions.at(-1)
        if (!current) return
        const former = versions
          .slice(0, -1)
          .flatMap(({ entries }) => entries)
          .filter(({ text }) => !current.entries.some((entry) => entry.text === text))
        const entry = former[pick % Math.max(1, former.length)]
        if (!entry) return
        const after = versions.map(
          (version) => redactIn(version, entry, current, { on: '2026-11-22', by: 'p' }) ?? version,
        )
        expect(after.at(-1)).toEqual(current)
        for (const { entries } of after)
          for (const each of entries) {
            expect(each.text).not.toBe(entry.text)
            expect(each.text === undefined).toBe(each.redacted !== undefined)
          }
        expect(after.map(({ entries }) => entries.length)).toEqual(
          versions.map(({ entries }) => entries.length),
        )
      }),
      { numRuns: 150 },
    )
  })
})

it('R1: a heading that the policy has added is named, and one that it gave up is in the difference', () => {
  const [first] = versionsAfter([{ drop: [], reword: null, add: [], why: 'annual' }])
  const added = [...headings, { id: 'land', title: 'Land', hint: '' }]
  expect(unansweredIn(first!, headings)).toEqual([])
  expect(unansweredIn(first!, added)).toEqual(['Land'])
  const fewer = { ...first!, headings: first!.headings.slice(1) }
  expect(applied(first!, difference(first!, fewer))).toEqual(contentOf(fewer))
})

it.each([
  ['2026-11-21', '2027-11-21'],
  ['2028-02-29', '2029-02-28'],
  ['2027-02-28', '2028-02-28'],
  ['2096-02-29', '2097-02-28'],
])('R1: twelve months after %s is %s', (from, to) => expect(addYear(from)).toBe(to))

const entry = (id: number, text: string) => ({ id, heading: 'positions', text, sensitive: false })
it.each([
  ['a council by its name', { place: 'Rutland County Council' }, [1]],
  ['typed without capitals', { place: 'rutland' }, [1]],
  ['accents left out', { text: 'Visit to Ynys Mon' }, [2]],
  ['an acronym', { text: 'Meeting with NHS leaders' }, [3]],
  ['words that say what, not which', { place: 'County Council', text: 'Director of the Trust, Chair' }, []],
  ['a common word without a capital', { text: 'a rutland of nothing' }, []],
  ['another place', { place: 'Powys' }, []],
  ['nothing', {}, []],
])('R1: work is held against the names in the register: %s', (_what, named, ids) => {
  const entries = [
    entry(1, 'Director, Rutland Water Ltd'),
    entry(2, 'Trustee, Ynys Môn library'),
    entry(3, 'Governor of NHS trust'),
    { id: 4, heading: 'gifts', sensitive: false },
  ]
  expect(entriesNamed(entries, named).map(({ id }) => id)).toEqual(ids)
})
