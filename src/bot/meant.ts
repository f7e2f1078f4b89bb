// What people say in words of their own, and the commands that it most likely means. They are offered with a sentence, and
// never done: only a person knows what they meant.
import { mayDo, type Action } from '../domain/permissions.ts'
import type { Person } from '../domain/person.ts'

interface Meaning {
  /** In small letters. */
  readonly says: RegExp
  /** Only for those who may. */
  readonly action?: Action
  /** Not for those who may. */
  readonly unless?: Action
  readonly line: string
  /** The verbs to offer; a row none of whose verbs is open to the person is passed over. */
  readonly verbs: readonly string[]
  readonly title?: string
}

/** The first that fits is said; what is narrow stands before what is wide. */
const meanings: readonly Meaning[] = [
  {
    says: /^(?:ok(?:ay)?|(?:many |no )?(?:thanks|thank you)|cheers|great|perfect|lovely|brilliant)(?: \S+){0,3}$/,
    title: 'You are welcome',
    line: 'Type “help” whenever you want to see what you can do here.',
    verbs: ['help'],
  },
  {
    says: /\b(?:expenses?|mileage|subsistence|travel(?:ling)?|petrol|parking|hotels?|train fares?)\b/,
    title: 'Travel is claimed elsewhere',
    line: 'Travel and subsistence are claimed from the LGA in the usual way, not here (rule L4). For travelling time, ask the Head of Group Office (rule C3).',
    verbs: ['help'],
  },
  {
    says: /\b(?:more|extra|additional|further|another)\b.*\b(?:days?|hours?|time)\b|\brun(?:ning)? out\b/,
    line: 'Days from the central pot are asked for with a form, which shows the sum before you send it.',
    verbs: ['request-days', 'my-requests'],
  },
  {
    says: /\b(?:(?:delete|erase|download|see)\b.*\bdata|gdpr|subject access|personal data)\b/,
    line: 'Everything that is held about you can be fetched with “my data”.',
    verbs: ['my-data'],
  },
  {
    says: /\b(?:gifts?|hospitality|declar\w*|interests?|conflicts?)\b/,
    line: 'Your register of interests is in “interests”.',
    verbs: ['interests'],
  },
  {
    says: /\bmy requests?\b|\b(?:withdraw|chase)\b/,
    action: 'log-hours',
    line: 'Each of your requests, who has agreed and who has not, and Withdraw are in “my requests”.',
    verbs: ['my-requests'],
  },
  {
    says: /\b(?:approv\w*|pending|awaiting|waiting|outstanding|to decide|sign off|agree|declin\w*|reject\w*)\b/,
    action: 'see-pot',
    line: 'Everything that waits for you is in “approvals”, the oldest first.',
    verbs: ['approvals'],
  },
  {
    says: /\b(?:clear|clearances?|requests?|disput\w*)\b/,
    action: 'log-for',
    line: 'What waits for you is in “approvals”; each request, and what became of it, is in “pot”.',
    verbs: ['approvals', 'pot'],
  },
  {
    says: /\b(?:what|show|list|see|find)\b.*\b(?:i|my|me)\b.*\b(?:log(?:s|ged)?|entr(?:y|ies)|did|done|entered)\b/,
    line: 'Everything you have logged is in your history; “history october” is a month of it.',
    verbs: ['history'],
  },
  {
    says: /\b(?:undo|delete|remove|cancel|correct\w*|amend|edit|change|wrong|mistake|put right)\b/,
    line: 'Undo and Correct are in the history: choose the entry there.',
    verbs: ['history'],
  },
  {
    says: /\b(?:mute|unsubscribe|stop|reminders?|messages?|notif\w*)\b/,
    line: 'Which messages come to you, and when, is set in “notifications”.',
    verbs: ['notifications'],
  },
  {
    says: /\b(?:holidays?|leave|away|absen\w+|sick|ill|illness|maternity|paternity|cover|deput\w*|delegat\w*|stands? in|standing in)\b/,
    action: 'see-pot',
    line: 'Name who decides for you meanwhile; your own days away are set in “notifications”.',
    verbs: ['stand-in', 'notifications'],
  },
  {
    says: /\b(?:holidays?|leave|away|absen\w+|sick|ill|illness|maternity|paternity)\b/,
    line: 'Your own days away are set in “notifications”. Tell your group office of a longer absence: they can agree that no log is due.',
    verbs: ['notifications'],
  },
  {
    says: /\b(?:nothing|no|none)\b.*\b(?:log|work|hours|month|report|return)\b/,
    line: 'A month without peer work is a nil return.',
    verbs: ['nil-return'],
  },
  {
    says: /\b(?:conferences?|events?|clearance|permission|attend\w*)\b/,
    line: 'An event that may include peer work is put before the Head of Group Office first (rule C4).',
    verbs: ['ask-first'],
  },
  {
    says: /\b(?:missed|overdue|behind|late|(?:who|nobody|everyone|everybody)\b.*\blog\w*)\b/,
    line: 'Whose log is in and whose was missed is in “team”.',
    verbs: ['team', 'check-logs'],
  },
  {
    says: /\b(?:spreadsheet|excel|csv|download|figures|statistics)\b/,
    line: 'Figures of any period are in “report”, and the entries themselves in “export”.',
    verbs: ['report', 'export'],
  },
  {
    says: /\b(?:add|invite|new (?:peer|person|member)|code)\b/,
    line: 'People are added and invited in “people”.',
    verbs: ['people'],
  },
  {
    says: /\b(?:allocat\w*|give\b.*\bdays?)\b/,
    line: 'The group’s days, and each peer’s, are set in “allocate”.',
    verbs: ['allocate'],
  },
  {
    says: /\b(?:clos(?:e|ing)|finish|end)\b.*\byear\b/,
    line: 'A year is looked at and closed in “year end”.',
    verbs: ['year-end'],
  },
  {
    says: /\bwho(?:'s| is| are| has| have)? (?:in the group|in my group|left)\b/,
    line: 'Who is in the group, and who has left it, is in “people”.',
    verbs: ['people'],
  },
  {
    says: /^history\b/,
    action: 'amend',
    line: 'A peer’s entries are in “history of” and the name, what is left in “balance of”, their pay in “payments”, and how everybody stands in “team”.',
    verbs: ['peer-history', 'peer-balance', 'payments', 'team'],
  },
  {
    says: /^(?:balance|why|history)\b/,
    action: 'log-hours',
    unless: 'check-logs',
    line: '“balance”, “why” and “history” show your own hours; a year can follow, as in “balance last year”. Those of another peer are open to them and to the group office.',
    verbs: ['balance', 'why', 'history'],
  },
  {
    says: /\b(?:top up|fund\w*|pot)\b/,
    line: 'What the pot holds, and each request behind each figure, is in “pot”.',
    verbs: ['pot'],
  },
  {
    says: /\b(?:left|remain\w*|laps\w*|expir\w*|carr(?:y|ied)|used|unused|how (?:many|much)|hours|allowance|paid|pay|payments?|deadline)\b/,
    line: 'What is left, what is about to lapse and what is paid is in the balance.',
    verbs: ['balance', 'why'],
  },
]

export const meaningVerbs: readonly string[] = meanings.flatMap(({ verbs }) => verbs)

/** @param isOpen whether a verb is open to the person. */
export function meaningOf(
  said: string,
  person: Person,
  isOpen: (verb: string) => boolean,
): Meaning | undefined {
  const text = said.normalize('NFKC').toLowerCase().slice(0, 300).replaceAll('’', "'").trim()
  return meanings
    .filter(
      ({ says, action, unless }) =>
        says.test(text) &&
        (!action || mayDo(person, action, person)) &&
        (!unless || !mayDo(person, unless, person)),
    )
    .map((meaning) => ({ ...meaning, verbs: meaning.verbs.filter(isOpen) }))
    .find(({ verbs }) => verbs.length > 0)
}
