// The rows of the route table for the peers that somebody leads: the team and each peer's review (P2, P7–P17, F1).
import { z } from 'zod'
import { regionIds, regions, type RegionId } from '../domain/regions.ts'
import { showTeam } from './dialogs/team.ts'
import { route, type Route } from './route.ts'

export const teamRoutes: readonly Route[] = [
  route({
    verb: 'team',
    words: ['team'],
    action: 'check-logs',
    input: z.object({
      from: z.int().min(0).max(100_000).optional(),
      /** Nothing chosen is every region. */
      region: z.enum(regionIds).optional().catch(undefined),
    }),
    typed: (rest) => (rest === '' ? {} : regionInput(rest)),
    dialog: showTeam,
  }),
]

/** `team wales`, `team south`: the first region whose name begins so. */
function regionInput(rest: string): { region: RegionId } | undefined {
  const text = rest.toLowerCase()
  const found = regions.find(({ title }) => title.toLowerCase().startsWith(text))
  return found && { region: found.id }
}
