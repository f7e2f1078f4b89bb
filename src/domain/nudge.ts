// R1: whether work names a body that the peer has an interest in. Names are compared, not sense: it is a nudge, which the
// peer alone sees, and stops nothing.
import type { RegisterEntry } from './register.ts'

/** What somebody types about a piece of work: a place, and free text. */
export interface Named {
  readonly place?: string
  readonly text?: string
}

/** Words with a capital that say what a thing is, not which. */
const generic = new Set(
  (
    'academy adviser advisor allotment and annual area association authority board body borough business cabinet ' +
    'care centre chair chairman chairwoman chairperson charity church city club combined commission committee ' +
    'community company conference consultant consultancy contract cooperative corporate council councillor councils ' +
    'county deputy director directorship district east employed employee employer executive fire for foundation ' +
    'freelance friends fund governor group health housing independent institute international leader lead lga life ' +
    'limited local ltd llp member membership mentor mentoring metropolitan ministry national north office officer ' +
    'owner paid panel parish parks part partner party pension peer plc police political president primary ' +
    'private project public regional rescue review royal school secondary secretary services service shareholder ' +
    'society south state support team the training treasurer trust trustee unitary university unpaid vice village ' +
    'volunteer west work working'
  ).split(' '),
)

/** The entries that share a name with it, in their order. */
export function entriesNamed(
  entries: readonly RegisterEntry[],
  { place = '', text = '' }: Named,
): RegisterEntry[] {
  // A place is a name however it is typed; elsewhere a name has a capital.
  const named = new Set([...wordsOf(place), ...namesIn(text)].filter((word) => !generic.has(word)))
  if (named.size === 0) return []
  return entries.filter(({ text = '' }) => namesIn(text).some((name) => named.has(name)))
}

/** Letters without their accents, so that `Ynys Mon` is found under `Ynys Môn`. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '')

const isLong = (word: string): boolean => word.length >= 4 || /^\p{Lu}{3}$/u.test(word)

const wordsOf = (text: string): string[] =>
  (plain(text).match(/\p{L}+/gu) ?? []).filter(isLong).map((word) => word.toLowerCase())

const namesIn = (text: string): string[] =>
  (plain(text).match(/\p{L}+/gu) ?? [])
    .filter((word) => isLong(word) && /^\p{Lu}/u.test(word))
    .map((word) => word.toLowerCase())
    .filter((word) => !generic.has(word))
