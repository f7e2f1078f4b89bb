// Finds the council or region the work was for: `for Rutland`, `at Torbay Council`, `for the north west`.
import { regions } from '../../domain/regions.ts'
import { isActivityWord } from './activity.ts'
import { letter, lowered, type Span } from './sheet.ts'

/** `isPart`: of a longer phrase, `for the Wiltshire visit`, which would be torn without it. */
type PlaceFound = Span & { place: string; isPart?: boolean }

// People, and the joints of a text in capitals.
const noName = `(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Dame|I|ABOUT|RE|REGARDING|ON|WITH|TO)(?![${letter}])`
const name = `(?!${noName})(?:St\\.?\\s)?[A-ZÀ-ÞŴŶ][${letter}'’-]*`
const within = '(?:(?:and|&|of|upon|on|le|the)\\s+){0,3}'
const capitalised = `${name}(?:\\s+(?:with\\s+Darwen|${within}${name})){0,5}`
const regionTitles = regions.map(({ title }) => lowered(title).replaceAll(' ', '\\s+')).join('|')
// Typed without capitals: one word, or two when the first is half of a name, and then the phrase must end.
const small = `(?:(?:north|south|east|west|mid|central|new|st|isle\\s+of|greater|city\\s+of)\\s+)?[a-zß-ÿŵŷ][${letter}'’-]{2,}`
const council = '(?:\\s+(?:(?:city|county|borough|district)\\s+)?council)?'
const ends = council + '(?=\\s*(?:$|[\\0,;:.()–])|\\s+(?:about|re|regarding|on|with|to)\\s)'

const joint = `(?<![${letter}])(?:for|in)\\s+`
const regionPattern = new RegExp(`${joint}(?:the\\s+)?(?<place>${regionTitles})(?![${letter}])`, 'g')
const capitalPattern = new RegExp(
  `(?<![${letter}])(?:[Ff]or|[Ii]n|[Aa]t|FOR|IN|AT)\\s+(?<the>the\\s+)?(?<place>${capitalised}${council})(?![${letter}])`,
  'g',
)
const smallPattern = new RegExp(`${joint}(?<place>${small}${ends})`, 'g')

// What else is done for or in something: people, the group, ways of meeting, kinds of work, months.
const noPlaces = new Set(
  (
    'the our his her their its this that these those all some any each every one two three me us them him you both ' +
    'group office council councils councillor councillors cllr leader leaders member members peer peers lga team teams zoom ' +
    'person private confidence advance general total part full detail addition response reply principle practice chamber ' +
    'preparation prep training research advice support review budget example free info information use work more ' +
    'hours minutes days online town school church ' +
    'january february march april may june july august september october november december christmas easter'
  ).split(' '),
)

const buildings =
  /^(?:hall|house|hotel|centre|center|offices?|university|college|street|square|station|room|westminster)$/

/** The first phrase that may name a council or a region; the form shows it, and the peer decides. */
export function findPlace(text: string): PlaceFound | undefined {
  const small = lowered(text)
  const matches = [
    ...small.matchAll(regionPattern),
    ...text.matchAll(capitalPattern),
    ...small.matchAll(smallPattern),
  ]
  for (const match of matches) {
    const end = match.index + match[0].length
    const words = (match.groups?.['place'] ?? '').toLowerCase().split(/\s+/)
    const [first = ''] = words
    // `for Rutland's leader` was for a person.
    if (/['’]s$/.test(words.at(-1) ?? '')) continue
    if (noPlaces.has(first) || isActivityWord(first) || isActivityWord(words.join(' '))) continue
    // `at County Hall` is where one met, not whom it was for.
    if (/^at\b/i.test(match[0]) && buildings.test(words.at(-1) ?? '')) continue
    const isPart =
      match.groups?.['the'] !== undefined &&
      /^\s+(?!(?:about|re|regarding|on|with|to|and)\b)[a-z]/.test(text.slice(end))
    return {
      start: match.index,
      end,
      place: text.slice(end - (match.groups?.['place'] ?? '').length, end),
      ...(isPart && { isPart }),
    }
  }
  return undefined
}
