// The rows of the route table for the peers that somebody leads: the team and each peer's review (P2, P7–P17, F1).
import { z } from 'zod'
import { Id } from '../../domain/id.ts'
import { regionIds, regions, type RegionId } from '../../domain/regions.ts'
import {
  confirmProfile,
  openProfile,
  ProfileForm,
  saveProfileForm,
  showFound,
} from '../dialogs/people/profile.ts'
import {
  giveFeedback,
  noteConversation,
  openReview,
  recordOutcome,
  removeChosen,
  showMyReview,
  showReviewOf,
} from '../dialogs/reports/review.ts'
import { ReviewForm } from '../dialogs/reports/reviewCard.ts'
import { readYear } from '../reading/month.ts'
import { showTeam } from '../dialogs/reports/team.ts'
import { route, type Route } from '../route.ts'

/** Where a page begins. */
const place = z.int().min(0).max(100_000)
const paged = z.object({ year: z.int().min(2000).max(2100).optional(), from: place.optional() })

export const teamRoutes: readonly Route[] = [
  route({
    verb: 'team',
    words: ['team'],
    action: 'check-logs',
    input: z.object({
      from: place.optional(),
      /** Nothing chosen is every region. */
      region: z.enum(regionIds).optional().catch(undefined),
    }),
    typed: (rest) => (rest === '' ? {} : regionInput(rest)),
    dialog: showTeam,
  }),
  route({
    verb: 'review/open',
    input: z.object({ chosen: z.string().max(100).catch('') }),
    dialog: (deps, turn, { chosen }) => openReview(deps, turn, chosen),
  }),
  route({
    verb: 'review',
    words: ['review', 'review of'],
    input: paged.extend({
      person: Id.optional(),
      chosen: z.string().max(100).optional(),
      find: z.string().max(100).optional(),
    }),
    typed: (rest) => (rest === '' ? {} : { find: rest.slice(0, 100) }),
    dialog: showReviewOf,
  }),
  route({ verb: 'review/feedback', input: ReviewForm, dialog: giveFeedback }),
  route({ verb: 'review/note', input: ReviewForm, dialog: noteConversation }),
  route({ verb: 'review/record', input: ReviewForm, dialog: recordOutcome }),
  route({ verb: 'review/remove', input: ReviewForm, dialog: removeChosen }),
  route({
    verb: 'my-review',
    words: ['my review', 'my-review', 'my feedback'],
    action: 'log-hours',
    input: paged,
    typed: (rest, today) => {
      const year = readYear(rest, today)
      return rest === '' ? {} : year === undefined ? undefined : { year }
    },
    dialog: showMyReview,
  }),
  route({
    verb: 'profile',
    words: ['profile', 'my profile'],
    input: z.object({ asked: z.string().max(100).optional() }),
    typed: (rest) => (rest === '' ? {} : { asked: rest.slice(0, 100) }),
    dialog: (deps, turn, { asked }) =>
      asked === undefined ? openProfile(deps, turn) : showFound(deps, turn, asked, 0),
  }),
  route({
    verb: 'profile/find',
    input: z.object({ asked: z.string().max(100).default(''), from: place.default(0) }),
    dialog: (deps, turn, { asked, from }) => showFound(deps, turn, asked, from),
  }),
  route({ verb: 'profile/save', action: 'log-hours', input: ProfileForm, dialog: saveProfileForm }),
  route({ verb: 'profile/confirm', action: 'log-hours', input: z.object({}), dialog: confirmProfile }),
]

/** `team wales`, `team south`: the first region whose name begins so. */
function regionInput(rest: string): { region: RegionId } | undefined {
  const text = rest.toLowerCase()
  const found = regions.find(({ title }) => title.toLowerCase().startsWith(text))
  return found && { region: found.id }
}
