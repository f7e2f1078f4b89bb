// The rows of the route table for a year's hours and pay: closing it, and what is paid for it.
import { z } from 'zod'
import { applyYearEnd, showYearEnd } from './dialogs/yearEnd.ts'
import { readYear } from './reading/month.ts'
import { route, type Route } from './route.ts'

const year = z.int().min(2000).max(2100)
const from = z.int().min(0).max(1_000_000).optional()

export const yearRoutes: readonly Route[] = [
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
