// A year of everybody's messages, with the clock moved from one thing that is due to the next, beside what an independent
// calculation expects. YEAR_PEERS and YEAR_SEED repeat or enlarge it.
import { expect, test } from 'vitest'
import { testSeed } from '../support/seed.ts'
import { linesOf, liveYear } from '../support/year.ts'
import { isQuietAt, oracleOf } from '../support/yearOracle.ts'

const peers = Number(process.env['YEAR_PEERS'] ?? 60)
const seed = Number(process.env['YEAR_SEED'] ?? testSeed)

/** What the oracle knows of: P13, C2 and C5. The register and the office's digest have tests of their own. */
const isForeseen = ({ what }: { what: string }): boolean =>
  /^(log-due|carried-hours|unused-days|miss|missed-digest) /.test(what)

test(`P13: in a year of ${peers} peers in two zones every message comes exactly once (seed ${seed})`, async () => {
  const { told: all, missed, world, warnings } = await liveYear({ peers, seed })
  const told = all.filter(isForeseen)
  const expected = oracleOf(world)
  expect(warnings).toEqual([])
  expect(missed).toEqual(expected.missed)
  expect(linesOf(told, world)).toEqual(linesOf(expected.told, world))
  const byId = new Map(world.people.map((each) => [each.id, each]))
  expect(all.filter(({ person, at }) => isQuietAt(byId.get(person)!, at))).toEqual([])
  expect(told.filter((each) => !each.what.startsWith('missed-digest') && !expected.isWanted(each))).toEqual(
    [],
  )
  // Of every kind there was something to see.
  for (const kind of ['log-due', 'carried-hours', 'unused-days', 'missed-digest'])
    expect(told.some(({ what }) => what.startsWith(kind))).toBe(true)
  for (const occasion of ['missed', 'alert', 'ask', 'decide', 'reason'])
    expect(told.some(({ what }) => what.startsWith('miss ') && what.endsWith(occasion))).toBe(true)
}, 120_000)

test.each([1, 2, 3])(
  'P13: a bot that does not run for days finds what a full scan finds, and says nothing stale, twice or at night (seed %i)',
  async (seed) => {
    const {
      told: all,
      missed,
      world,
      warnings,
    } = await liveYear({
      peers: 24,
      seed,
      // Most runs are minutes apart, some after a week or two.
      pauses: (random) => (random < 0.97 ? random * 3_600_000 * 4 : (random - 0.97) * 33 * 14 * 86_400_000),
    })
    const told = all.filter(isForeseen)
    const expected = oracleOf(world)
    expect(warnings).toEqual([])
    expect(missed).toEqual(expected.missed)
    const byId = new Map(world.people.map((each) => [each.id, each]))
    expect(all.filter(({ person, at }) => isQuietAt(byId.get(person)!, at))).toEqual([])
    expect(told.filter((each) => !expected.isWanted(each))).toEqual([])
    expect(new Set(told.map(({ person, what }) => `${person} ${what}`)).size).toBe(told.length)
    // Late as it was, most of it was worth saying.
    expect(told.length).toBeGreaterThan(expected.told.length / 2)
  },
  60_000,
)
