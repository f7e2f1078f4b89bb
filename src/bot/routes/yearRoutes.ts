// The rows of the route table for a year's hours and pay: closing it, and what is paid for it.
import { z } from 'zod'
import { Id, isId } from '../../domain/id.ts'
import { AdjustForm, moveBackForPeer, openAdjust, saveAdjust, type Kind } from '../dialogs/hours/adjust.ts'
import { AmendForm, correctForPeer, openAmend, showPeerHistory, undoForPeer } from '../dialogs/hours/amend.ts'
import { reclaimForPeer } from '../dialogs/hours/amended.ts'
import { explainPeerBalance, showPeerBalance } from '../dialogs/hours/peerBalance.ts'
import { kept } from '../dialogs/typed.ts'
import { showAllocations, showChanges } from '../dialogs/years/allocations.ts'
import { showPayments, showStatement } from '../dialogs/years/payments.ts'
import { applyYearEnd, showYearEnd } from '../dialogs/years/yearEnd.ts'
import { readYear } from '../reading/month.ts'
import { isPeriod, readPeer } from '../reading/peer.ts'
import { route, type Route } from '../route.ts'

const year = z.int().min(2000).max(2100)
const from = z.int().min(0).max(1_000_000).optional()

/** A choice set sends its value as text; none when nothing was chosen. */
const chosen = z
  .string()
  .max(100)
  .catch('')
  .transform((text) => (isId(text) ? text : undefined))
const peer = z.object({
  person: Id.optional(),
  chosen: chosen.optional(),
  find: z.string().max(300).optional(),
})
const named = (rest: string) => (rest === '' ? {} : { find: rest.slice(0, 300) })
const seq = z.int().positive()
const period = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
const page = z.object({ year: year.optional(), period: period.optional(), below: seq.optional() })
const isDistinct = (items: readonly unknown[]): boolean =>
  new Set(items.map((item) => JSON.stringify(item))).size === items.length

/** One row each for what is settled on the same form. */
const adjust = (kind: Kind, words: readonly string[]): Route =>
  route({
    verb: kind,
    words,
    action: 'settle-hours',
    input: peer.extend({ year: year.optional() }),
    typed: named,
    dialog: (deps, turn, asked) => openAdjust(deps, turn, { ...asked, kind }),
  })

export const yearRoutes: readonly Route[] = [
  route({
    verb: 'payments',
    words: ['payments', 'payment', 'pay'],
    action: 'see-pay',
    input: peer.extend({ year: year.optional() }),
    typed: readPeer,
    dialog: showPayments,
  }),
  route({
    verb: 'statement',
    words: ['statement', 'leaver’s statement', "leaver's statement", 'leavers statement'],
    action: 'close-year',
    input: peer,
    typed: named,
    dialog: showStatement,
  }),
  adjust('opening', ['opening', 'openings', 'opening figures']),
  adjust('extend', ['extend', 'extension']),
  adjust('write-off', ['write off', 'write-off']),
  route({
    verb: 'allocate/list',
    action: 'allocate',
    input: z.object({ year, from }),
    dialog: showAllocations,
  }),
  route({
    verb: 'allocate/changes',
    action: 'allocate',
    input: z.object({ year, chosen: chosen.optional() }),
    dialog: showChanges,
  }),
  route({ verb: 'adjust/save', action: 'settle-hours', input: AdjustForm, dialog: saveAdjust }),
  route({
    verb: 'grant-back',
    action: 'settle-hours',
    input: z.object({ person: Id, year, command: kept.command }),
    dialog: moveBackForPeer,
  }),
  route({
    verb: 'peer-history',
    words: ['history of', 'history for', 'history'],
    action: 'amend',
    input: peer.extend(page.shape),
    // A month or a year after it is about one's own.
    typed: (rest, today) => (isPeriod(rest, today) ? undefined : readPeer(rest, today)),
    dialog: showPeerHistory,
  }),
  route({
    verb: 'peer-balance',
    words: ['balance of', 'balance for', 'balance'],
    action: 'amend',
    input: peer.extend({ year: year.optional() }),
    typed: readPeer,
    dialog: showPeerBalance,
  }),
  route({
    verb: 'peer-why',
    words: ['why', 'why this number'],
    action: 'amend',
    input: peer.extend({ year: year.optional() }),
    // `why has nobody logged` asks for something else.
    typed: (rest, today) =>
      /^(?:is|are|was|were|did|does|has|have|had|can|cannot)\b/i.test(rest)
        ? undefined
        : readPeer(rest, today),
    dialog: explainPeerBalance,
  }),
  route({
    verb: 'amend',
    action: 'amend',
    input: page.extend({ person: Id, entry: z.coerce.number().int().positive().optional().catch(undefined) }),
    dialog: openAmend,
  }),
  route({ verb: 'amend/undo', action: 'amend', input: AmendForm, dialog: undoForPeer }),
  route({ verb: 'amend/correct', action: 'amend', input: AmendForm, dialog: correctForPeer }),
  route({
    verb: 'amend/reclaim',
    action: 'amend',
    input: z.object({
      person: Id,
      command: kept.command,
      refs: z.array(z.strictObject({ year, seq })).min(1).max(20).refine(isDistinct),
    }),
    dialog: reclaimForPeer,
  }),
  route({
    verb: 'year-end',
    words: ['year end', 'year-end', 'close year'],
    action: 'close-year',
    input: z.object({ year: year.optional(), from }),
    typed: (rest, today) => {
      const asked = readYear(rest, today)
      return rest === '' ? {} : asked === undefined ? undefined : { year: asked }
    },
    dialog: showYearEnd,
  }),
  route({
    verb: 'year-end/apply',
    action: 'close-year',
    input: z.object({ year }),
    dialog: applyYearEnd,
  }),
]
