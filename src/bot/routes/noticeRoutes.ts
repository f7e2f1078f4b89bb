// The rows of the route table for what the bot says by itself: missed logs, whom they concern, and how one likes to be told.
import { z } from 'zod'
import { Id } from '../../domain/id.ts'
import { verdicts } from '../../domain/miss.ts'
import { AbsenceForm, openAbsence, removeAbsence, saveAbsence } from '../dialogs/people/absence.ts'
import { dropParked, openMiss, showCheck, tryParked } from '../dialogs/notices/checkLogs.ts'
import { addComment, decideOnMiss, fileNothing, sendReason } from '../dialogs/notices/miss.ts'
import {
  endAway,
  NotificationsForm,
  saveNotifications,
  showNotifications,
} from '../dialogs/notices/notifications.ts'
import { kept } from '../dialogs/typed.ts'
import { route, type Route } from '../route.ts'

const nothing = z.object({})
const period = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
const miss = z.object({ person: Id, period })
/** As typed, and cut to what a card can hold. */
const withText = miss.extend({ reason: kept.text })
const chosen = z.object({ chosen: z.string().max(200).catch('') })
const isDistinct = (periods: readonly string[]): boolean => new Set(periods).size === periods.length

export const noticeRoutes: readonly Route[] = [
  route({
    verb: 'check-logs',
    words: ['check logs', 'check-logs', 'check'],
    action: 'check-logs',
    input: nothing,
    dialog: (deps, turn) => showCheck(deps, turn),
  }),
  route({
    verb: 'parked/try',
    action: 'check-logs',
    input: chosen,
    dialog: (deps, turn, { chosen }) => tryParked(deps, turn, chosen),
  }),
  route({
    verb: 'parked/drop',
    action: 'check-logs',
    input: chosen,
    dialog: (deps, turn, { chosen }) => dropParked(deps, turn, chosen),
  }),
  route({
    verb: 'miss/open',
    input: chosen,
    dialog: (deps, turn, { chosen }) => openMiss(deps, turn, chosen),
  }),
  route({
    verb: 'miss/decide',
    input: withText.extend({ verdict: z.enum(verdicts) }),
    dialog: decideOnMiss,
  }),
  route({ verb: 'miss/comment', input: withText, dialog: addComment }),
  route({ verb: 'miss/reason', action: 'log-hours', input: withText, dialog: sendReason }),
  route({
    verb: 'catch-up',
    action: 'log-hours',
    input: z.object({ periods: z.array(period).min(1).max(12).refine(isDistinct) }),
    dialog: (deps, turn, { periods }) => fileNothing(deps, turn, periods),
  }),
  route({
    verb: 'absence',
    words: ['absence', 'absences'],
    action: 'allocate',
    input: z.object({ find: z.string().max(300).optional() }),
    typed: (rest) => (rest === '' ? {} : { find: rest.replace(/^(?:of|for)\s+/i, '').slice(0, 300) }),
    dialog: (deps, turn, { find }) => openAbsence(deps, turn, find),
  }),
  route({ verb: 'absence/save', action: 'allocate', input: AbsenceForm, dialog: saveAbsence }),
  route({ verb: 'absence/end', action: 'allocate', input: AbsenceForm, dialog: removeAbsence }),
  route({
    verb: 'notifications',
    words: ['notifications', 'preferences', 'quiet hours', 'out of office'],
    input: nothing,
    dialog: (deps, turn) => showNotifications(deps, turn),
  }),
  route({ verb: 'notifications/save', input: NotificationsForm, dialog: saveNotifications }),
  route({ verb: 'notifications/back', input: nothing, dialog: (deps, turn) => endAway(deps, turn) }),
]
