// Ten thousand activities that somebody bent: each has an answer below 500, the bot's own trouble with them included,
// and at the end the server still serves.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TurnContext } from 'botbuilder'
import { activitiesOf, persona } from '../support/activities.ts'
import { startEdge } from '../support/edge.ts'
import type { TestEdge } from '../support/edge.ts'
import { bend } from '../support/bend.ts'

let edge: TestEdge

beforeAll(async () => {
  edge = await startEdge({ bot: { run: echo } })
})
afterAll(() => edge.close())

/** A bot that believes what it is sent, as far as types go. */
async function echo(context: TurnContext): Promise<void> {
  const { activity } = context
  if (activity.type === 'message') await context.sendActivity(`You said ${activity.text.trim()}`)
  if (activity.type !== 'invoke') return
  const { action } = activity.value as { action: { verb: string; data: object } }
  const value = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: action.verb.toLowerCase(), ...action.data }],
  }
  const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value }
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } })
}

const odd = fc.constantFrom<unknown[]>(
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '${x}',
  '<at>',
  '../..',
  '__proto__',
  'x'.repeat(5000),
  [],
  {},
  [null],
  { id: null },
  { id: {} },
  { toString: 1 },
  { constructor: { prototype: 1 } },
)
const edit = fc.record({
  at: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  value: fc.option(odd, { nil: undefined }),
})
const mutation = fc.record({ base: fc.nat(), edits: fc.array(edit, { minLength: 1, maxLength: 4 }) })

test('ten thousand bent activities', { timeout: 120_000 }, async () => {
  const alex = activitiesOf(persona('Alex Wilber'), { serviceUrl: edge.connector.url })
  const bases = [
    alex.says('log 2h yesterday mentoring for Rutland'),
    alex.presses('save', { hours: '2', date: '2026-11-20', commandId: 'c1' }),
    alex.submits({ verb: 'save', hours: '2' }),
    alex.installs(),
    alex.uninstalls(),
    alex.joins(),
    alex.saysInGroupChat('balance'),
    alex.saysInChannel('balance'),
  ].map((activity) => JSON.stringify(activity))
  const counts = new Map<number, number>()

  const answer = async ({ base, edits }: { base: number; edits: { at: number[]; value: unknown }[] }) => {
    const activity = JSON.parse(bases[base % bases.length] ?? '') as object
    // A copy each: an odd value that a later edit bends must not bend itself.
    for (const { at, value } of edits) bend(activity, at, structuredClone(value))
    const { status } = await edge.send(activity)
    counts.set(status, (counts.get(status) ?? 0) + 1)
    return status
  }
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 10, maxLength: 10 }), async (mutations) => {
      for (const status of await Promise.all(mutations.map(answer))) expect(status).toBeLessThan(500)
    }),
    { numRuns: 1000 },
  )

  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  expect(total).toBe(10_000)
  // Both happen: some are refused for their shape, some reach the bot.
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([200, 400, 403])
  expect((await edge.send(alex.says('still there?'))).status).toBe(200)
  expect(edge.lines.at(-1)).toMatchObject({ outcome: 'answered' })
})
