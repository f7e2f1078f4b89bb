// The rows of the route table for registers of interests (R1, R2).
import { z } from 'zod'
import { Id } from '../../domain/id.ts'
import {
  fileOfStatus,
  openRegister,
  remindPeer,
  showGroupRegisters,
} from '../dialogs/register/groupInterests.ts'
import {
  confirmInterests,
  makeRoom,
  printRegister,
  saveInterests,
  showInterests,
} from '../dialogs/register/interests.ts'
import { InterestsForm } from '../dialogs/register/interestsForm.ts'
import { compareVersions, removeEntryText } from '../dialogs/register/interestsVersions.ts'
import { route, type Route } from '../route.ts'

const from = z.int().min(0).max(100_000).catch(0)
const chosen = Id.catch('')
/** A choice set sends its value as text; none when nothing was chosen. */
const version = z.coerce.number().int().min(0).max(999_999).optional().catch(undefined)

export const registerRoutes: readonly Route[] = [
  route({
    verb: 'interests',
    words: ['interests', 'register of interests', 'register'],
    input: z.object({}),
    dialog: (deps, turn) => showInterests(deps, turn),
  }),
  route({ verb: 'interests/save', action: 'keep-register', input: InterestsForm, dialog: saveInterests }),
  route({
    verb: 'interests/confirm',
    action: 'keep-register',
    input: InterestsForm,
    dialog: confirmInterests,
  }),
  route({ verb: 'interests/room', action: 'keep-register', input: InterestsForm, dialog: makeRoom }),
  route({
    verb: 'interests/versions',
    input: z.object({ person: Id.optional(), older: version, newer: version }),
    dialog: (deps, turn, asked) => compareVersions(deps, turn, asked),
  }),
  route({
    verb: 'interests/print',
    action: 'keep-register',
    input: z.object({}),
    dialog: (deps, turn) => printRegister(deps, turn),
  }),
  route({
    verb: 'interests/file',
    action: 'remind-register',
    input: z.object({}),
    dialog: (deps, turn) => fileOfStatus(deps, turn),
  }),
  route({
    verb: 'interests/redact',
    action: 'keep-register',
    input: z.object({ former: z.string().max(40).catch('') }),
    dialog: (deps, turn, { former }) => removeEntryText(deps, turn, former),
  }),
  route({
    verb: 'interests/group',
    input: z.object({ from }),
    dialog: (deps, turn, { from }) => showGroupRegisters(deps, turn, from),
  }),
  route({
    verb: 'interests/open',
    input: z.object({ chosen }),
    dialog: (deps, turn, { chosen }) => openRegister(deps, turn, chosen),
  }),
  route({ verb: 'interests/remind', input: z.object({ chosen, from }), dialog: remindPeer }),
]
