// P2, P6, F1: who reads and removes what is said about a peer, and what outcomes follow from it, for any people and remarks.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mayReview } from '../../src/domain/permissions.ts'
import { Person, roles } from '../../src/domain/person.ts'
import { groupIds } from '../../src/domain/policy.ts'
import { mayRead, outcomeIds, outcomesOf, remove, say, type Remark } from '../../src/domain/review.ts'

const person = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    role: fc.constantFrom(...roles),
    group: fc.constantFrom(...groupIds.slice(0, 2)),
    regions: fc.subarray(['wales', 'london'] as const),
  })
  .map((given) =>
    Person.parse({ type: 'person', v: 1, name: given.id, email: '', joinedOn: '2026-09-01', ...given }),
  )
const date = fc.constantFrom('2026-09-01', '2026-10-05', '2026-11-20')
const signed = { type: fc.constant('remark' as const), v: fc.constant(1 as const), year: fc.constant(2026) }
const remark: fc.Arbitrary<Remark> = fc.oneof(
  fc.record({
    ...signed,
    person: fc.constant('a'),
    by: fc.constantFrom('b', 'c'),
    at: fc.nat(9),
    kind: fc.constant('conversation' as const),
    on: date,
    text: fc.constant('said'),
  }),
  fc.record({
    ...signed,
    person: fc.constant('a'),
    by: fc.constantFrom('b', 'c'),
    at: fc.nat(9),
    kind: fc.constant('outcome' as const),
    on: date,
    outcome: fc.constantFrom(...outcomeIds),
  }),
)
const peer = person.map((each): Person => ({ ...each, id: 'a' }))

it('P2, P6: the peer reads everything; nobody else of another group, of no review, or a note that a lead peer did not write', () => {
  fc.assert(
    fc.property(person, peer, remark, (reader, subject, said) => {
      const may = mayRead(reader, subject, said)
      const isOwn = reader.id === subject.id && reader.group === subject.group
      const isOthersNote =
        said.kind === 'conversation' && reader.role === 'regional-lead' && said.by !== reader.id
      expect(may).toBe(isOwn || (reader.id !== 'a' && mayReview(reader, subject) && !isOthersNote))
    }),
  )
})

it('P2: nobody says or removes anything about themselves; what is removed has no text and counts for nothing', () => {
  const now = { at: 1, today: '2026-11-21' }
  fc.assert(
    fc.property(person, peer, remark, (by, subject, said) => {
      const done = say(by, subject, 2026, { kind: 'feedback', text: 'x' }, now)
      expect(done.ok).toBe(by.id === 'a' && by.group === subject.group ? false : mayReview(by, subject))
      const removed = remove(by, subject, said, 2)
      expect(removed.ok && by.id === subject.id).toBe(false)
      const left = removed.ok ? removed.value : said
      expect(removed.ok && JSON.stringify(left).includes('said')).toBe(false)
      expect(removed.ok && outcomesOf([], [left]).conferences.length > 0).toBe(false)
      // Once more changes nothing.
      expect(removed.ok ? remove(by, subject, left, 3) : removed).toEqual(removed)
    }),
  )
})

it('P7–P17: outcomes do not depend on the order of what was recorded, and an event counts once', () => {
  fc.assert(
    fc.property(fc.array(remark, { maxLength: 8 }), (remarks) => {
      const all = remarks.map((each, at) => ({ ...each, at }))
      const outcomes = outcomesOf([], all)
      expect(outcomesOf([], all.toReversed())).toEqual(outcomes)
      expect(outcomesOf([], [...all, ...all])).toEqual(outcomes)
      expect(outcomes.peerMeetings).toEqual(outcomes.peerMeetings.toSorted())
    }),
  )
})
