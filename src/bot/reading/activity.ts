// Recognises what was done by the words that peers use for it, one slip of the keyboard allowed.
import { activities, type ActivityId } from '../../domain/activities.ts'
import { editDistance } from '../nearest.ts'
import { letter, lowered, type Span } from './sheet.ts'

interface ActivityFound {
  /** One when it is certain, several when any of them may be meant; in the rule book's order. */
  ids: readonly ActivityId[]
  /** Where the text says nothing but the activity, so that it need not be repeated in the notes. */
  spans: readonly Span[]
}

// These say how, and count only when nothing says what: a `mentoring call` is mentoring.
const vague = new Set(
  (
    'email emails emailed emailing e-mail e-mails call calls called calling phone phoned phoning telephone meeting meetings ' +
    'question questions challenge corporate'
  ).split(' '),
)
// These say more than the activity's title does, so they stay in the notes.
const telling = /^(?:e-?mail|call|phone|phoning|telephone|regional|local)/

const idsOf = new Map<string, ActivityId[]>()
for (const { id, words } of activities)
  for (const word of words) idsOf.set(word, [...(idsOf.get(word) ?? []), id])

const phrases = [...idsOf.keys()].sort((a, b) => b.length - a.length)
const phrasePattern = new RegExp(
  `(?<![${letter}'’-])(?:${phrases.map((phrase) => phrase.replaceAll(' ', '\\s+')).join('|')})(?![${letter}-])`,
  'g',
)
const longWords = phrases.filter((phrase) => /^[a-z]{5,}$/.test(phrase))
/** Beyond this a text is a story, and a slip in it tells nothing. */
const mostWords = 60

type Hit = Span & { phrase: string; ids: readonly ActivityId[] }

export const isActivityWord = (word: string): boolean => idsOf.has(word.toLowerCase())

export function findActivity(typed: string): ActivityFound {
  const text = lowered(typed)
  const exact = [...text.matchAll(phrasePattern)].map((match) => hit(match, match[0]))
  const sure = exact.filter(({ phrase }) => !vague.has(phrase))
  const near = sure.length > 0 ? [] : slips(text)
  const saying = [...sure, ...near.filter(({ phrase }) => !vague.has(phrase))]
  const hits = saying.length > 0 ? saying : [...exact, ...near]
  const ids = common(hits)
  return { ids, spans: ids.length === 1 ? hits.flatMap((one) => alone(text, one)) : [] }
}

/** What all of them may mean; what any of them may mean where that is nothing. */
function common(hits: readonly Hit[]): ActivityId[] {
  const all = activities
    .map(({ id }) => id)
    .filter((id) => hits.length > 0 && hits.every(({ ids }) => ids.includes(id)))
  return all.length > 0
    ? all
    : activities.map(({ id }) => id).filter((id) => hits.some(({ ids }) => ids.includes(id)))
}

function hit(match: RegExpExecArray, said: string): Hit {
  const phrase = said.replace(/\s+/g, ' ')
  return { start: match.index, end: match.index + match[0].length, phrase, ids: idsOf.get(phrase) ?? [] }
}

function slips(text: string): Hit[] {
  return [...text.matchAll(/[a-z]{5,16}/g)].slice(0, mostWords).flatMap((match) => {
    const [word] = match
    const meant = longWords.find(
      (known) => !idsOf.has(word) && known[0] === word[0] && editDistance(word, known) === 1,
    )
    return meant ? [hit(match, meant)] : []
  })
}

/** The span of an activity between gaps or commas, with its joints, unless its words tell more than the title. */
function alone(text: string, { start, end, phrase }: Hit): Span[] {
  if (telling.test(phrase)) return []
  const before = /(?:^|[\0,;:.()–-])\s*((?:(?:on|of|for|doing|did|some|an?|the|and|with|in)\s+)*)$/.exec(
    text.slice(0, start),
  )
  const isLast = /^\s*(?:$|[\0,;:.()–-])/.test(text.slice(end))
  return before && isLast ? [{ start: start - (before[1] ?? '').length, end }] : []
}
