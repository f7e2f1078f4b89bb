// What peers may log (C3–C5), the four strands of corporate work (L7) and who may have asked for it (X3), as the
// forms list them.

/** L7: the four strands of the program; corporate work is one activity a strand. */
export const strands = ['challenge', 'mentoring', 'bespoke', 'lga'] as const
export type Strand = (typeof strands)[number]

/** The activities in the rule book's order. */
export const activityIds = [
  'proactive',
  'query',
  'mentoring',
  'meeting',
  'corporate-challenge',
  'corporate-mentoring',
  'corporate-bespoke',
  'corporate-lga',
  'conference',
] as const
export type ActivityId = (typeof activityIds)[number]

export interface Activity {
  id: ActivityId
  title: string
  /** Set for corporate work only (C5). */
  strand?: Strand
  /** What peers write for it, lower case; a word that stands under two activities means either. */
  words: readonly string[]
}

const details: Record<ActivityId, Omit<Activity, 'id'>> = {
  proactive: {
    title: 'Proactive engagement',
    words: [
      'proactive',
      'proactive engagement',
      'engagement',
      'email',
      'emails',
      'e-mail',
      'e-mails',
      'emailed',
      'emailing',
      'call',
      'calls',
      'called',
      'calling',
      'phone',
      'phone call',
      'phone calls',
      'phoned',
      'phoning',
      'telephone',
      'regional meeting',
      'local group meeting',
      'group meeting',
    ],
  },
  query: {
    title: 'Query',
    words: ['query', 'queries', 'question', 'questions', 'enquiry', 'enquiries', 'inquiry', 'casework'],
  },
  mentoring: {
    title: 'Ad hoc mentoring',
    words: ['mentoring', 'ad hoc mentoring', 'ad-hoc mentoring', 'mentor', 'mentored', 'coaching'],
  },
  meeting: {
    title: 'Peer group meeting',
    words: ['meeting', 'meetings', 'peer meeting', 'peer group', 'peer group meeting', 'group meeting'],
  },
  'corporate-challenge': {
    title: 'Corporate: peer challenge',
    strand: 'challenge',
    words: [
      'corporate',
      'challenge',
      'peer challenge',
      'peer challenges',
      'corporate peer challenge',
      'corporate challenge',
      'cpc',
      'peer review',
    ],
  },
  'corporate-mentoring': {
    title: 'Corporate: mentoring',
    strand: 'mentoring',
    words: ['corporate', 'corporate mentoring', 'longer mentoring'],
  },
  'corporate-bespoke': {
    title: 'Corporate: bespoke support',
    strand: 'bespoke',
    words: [
      'corporate',
      'bespoke',
      'bespoke support',
      'bespoke work',
      'corporate bespoke',
      'corporate bespoke support',
    ],
  },
  'corporate-lga': {
    title: 'Corporate: LGA activity',
    strand: 'lga',
    words: [
      'corporate',
      'lga activity',
      'internal lga',
      'internal lga activity',
      'corporate lga',
      'lga work',
    ],
  },
  conference: {
    title: 'Conference',
    words: [
      'conference',
      'conferences',
      'peer conference',
      'group conference',
      'annual conference',
      'group annual conference',
      'lga conference',
      'lga annual conference',
    ],
  },
}

/** Each can be named by its title as the forms write it. */
export const activities: readonly Activity[] = activityIds.map((id) => {
  const { words, ...rest } = details[id]
  return { id, ...rest, words: [...new Set([...words, rest.title.toLowerCase()])] }
})

/** C5: work allocated corporately or regionally. */
export const isCorporate = (id: ActivityId): boolean => details[id].strand !== undefined

export const activityTitle = (id: ActivityId): string => details[id].title

/** L7: the strand of corporate work; undefined for the peers' own. */
export const strandOf = (id: ActivityId): Strand | undefined => details[id].strand

export const strandTitles: Record<Strand, string> = {
  challenge: 'Peer challenge',
  mentoring: 'Mentoring',
  bespoke: 'Bespoke work with groups and top teams',
  lga: 'Internal LGA activity',
}

/** X3: who asked for the work; `direct` needs the Head's clearance before it is claimed. */
export const askedByIds = ['office', 'councillor', 'direct'] as const
export type AskedBy = (typeof askedByIds)[number]

const askedByTitles: Record<AskedBy, string> = {
  office: 'Group Office',
  councillor: 'A councillor',
  direct: 'Directly by the region or the LGA',
}

export const askedByOptions: readonly { id: AskedBy; title: string }[] = askedByIds.map((id) => ({
  id,
  title: askedByTitles[id],
}))

export const askedByTitle = (id: AskedBy): string => askedByTitles[id]
