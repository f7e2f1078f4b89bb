// `log`: one form, filled in from what was typed; the effect before Save, the receipt after it. A refused form keeps
// everything that was typed and its command id, since nothing was recorded.
import { clearancesOf } from '../../../app/hours/clearances.ts'
import { correct } from '../../../app/hours/changeEntry.ts'
import { previewLedger, type Receipt } from '../../../app/hours/change.ts'
import type { Deps } from '../../../app/deps.ts'
import { logHours } from '../../../app/hours/logHours.ts'
import { seeEntry } from '../../../app/hours/seeEntry.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import type { Balance } from '../../../domain/balance.ts'
import { hours, longDate } from '../../../domain/format.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { ok, type Result } from '../../../domain/result.ts'
import type { Work } from '../../../domain/workLines.ts'
import {
  corporateNotes,
  countedLine,
  displacedLines,
  effectLines,
  haveLine,
  workOf,
} from '../../words/figures.ts'
import { readLogText } from '../../logText.ts'
import { leaverLines } from '../../words/leaverWords.ts'
import { nudgeLines } from '../../words/nudges.ts'
import { sentence } from '../../replies.ts'
import { commandOf, type Reply, type Turn } from '../../turn.ts'
import {
  chargesOf,
  doubtsOf,
  fieldsOf,
  formReply,
  isLongDayAgreed,
  longDayOf,
  readForm,
  LogForm,
  yearOfForm,
  type FormWords,
} from './logForm.ts'
import { refused } from '../notice.ts'
import { receiptReply } from './receipt.ts'
import { beginning } from '../typed.ts'

/** Opens the form with what the text says; what it leaves open is asked, what is doubtful is said. */
export async function openLog(deps: Deps, turn: Turn, text: string): Promise<Reply> {
  const read = readLogText(text, turn.today)
  const fields = fieldsOf(read, text.trim() === '' ? turn.today : '')
  const form = LogForm.parse({ command: turn.id, ...fields })
  const balance = await seeBalance(deps, turn.person, turn.person, yearOfForm(form, turn.today))
  if (!balance.ok) return refused(balance.error)
  const problems = doubtsOf(read)
  const { person, today } = turn
  const lines = [haveLine(balance.value, today), ...leaverLines(person, today, balance.value.year)]
  const words = problems.length > 0 ? { problems } : await effectOf(deps, turn, form)
  return shown(deps, turn, form, { lines, ...words }, balance.value)
}

/** Opens the form with an entry to correct. */
export async function openCorrection(
  deps: Deps,
  turn: Turn,
  ref: { year: number; seq: number },
): Promise<Reply> {
  const found = await seeEntry(deps, turn.person, turn.person, ref)
  if (!found.ok) return refused(found.error)
  const { date, minutes, activity, askedBy, place = '', notes = '' } = found.value
  const { chargeTo = '', clearance = '' } = found.value
  const form: LogForm = {
    command: turn.id,
    date,
    hours: String(minutes / 60),
    activity,
    askedBy,
    place,
    notes,
    chargeTo,
    clearance,
    days: 1,
    longDayAsked: '',
    corrects: ref,
  }
  return shown(deps, turn, form, {
    lines: ['Change what is wrong. The entry is taken back and entered anew; the history shows both.'],
  })
}

/** The form with what this peer can charge the work to, and what was agreed beforehand (X4, C4). */
async function shown(
  deps: Deps,
  turn: Turn,
  form: LogForm,
  words: FormWords,
  known?: Balance,
): Promise<Reply> {
  const year = yearOfForm(form, turn.today)
  const [balance, agreed, nudges] = await Promise.all([
    known?.year === year ? ok(known) : seeBalance(deps, turn.person, turn.person, year),
    clearancesOf(deps.store, turn.person),
    nudgeLines(deps, turn.person, { place: form.place, text: form.notes }),
  ])
  const charges = balance.ok ? chargesOf(balance.value) : []
  const cleared = agreed.filter(({ state }) => state === 'cleared')
  const latest = new Set(cleared.slice(-mostClearances))
  const clearances = cleared
    .filter((each) => latest.has(each) || each.id === form.clearance)
    .map(({ id, event, date }) => ({ title: `${longDate(date)}: ${beginning(event, 60)}`, value: id }))
  const lines = [...(words.lines ?? []), ...nudges]
  return formReply(form, turn.today, { ...words, lines, charges, clearances })
}

/** Events to choose from, beside the form's own. */
const mostClearances = 10

/** What Save would do, as far as the form is complete. */
export async function previewLog(deps: Deps, turn: Turn, form: LogForm): Promise<Reply> {
  const read = readForm(form, turn.today)
  if (!read.ok) return shown(deps, turn, form, { problems: read.error })
  return shown(deps, turn, form, await effectOf(deps, turn, form))
}

export async function saveLog(deps: Deps, turn: Turn, form: LogForm): Promise<Reply> {
  const read = readForm(form, turn.today)
  if (!read.ok) return shown(deps, turn, form, { problems: read.error })
  const done = await apply(deps, turn, form, read.value, isLongDayAgreed(form))
  if (done.ok) {
    // Once more, for whoever saved without having seen the effect: Undo and Correct are on the card.
    const nudges = await nudgeLines(deps, turn.person, { place: form.place, text: form.notes })
    return receiptReply(deps, turn, titleOf(form, done.value), done.value, nudges)
  }
  if (done.error.type === 'other-body') return refused(done.error)
  const longDayAsked = done.error.type === 'long-day' ? longDayOf(form) : ''
  return shown(deps, turn, { ...form, longDayAsked }, { problems: [sentence(done.error)] })
}

/** Says at once what is not simply claimed, for whoever reads no further. */
function titleOf({ corrects }: LogForm, receipt: Receipt): string {
  if (corrects) return `Corrected entry no. ${corrects.seq}`
  const sum = (of: 'minutes' | 'held' | 'unclaimed') =>
    workOf(receipt).entered.reduce((total, work) => total + work[of], 0)
  const all = sum('minutes')
  const part = (of: 'held' | 'unclaimed') =>
    sum(of) === 0 ? '' : `, ${sum(of) === all ? 'all' : hours(sum(of))} of it ${of}`
  return `Saved ${hours(all)}${part('held')}${part('unclaimed')}`
}

async function effectOf(deps: Deps, turn: Turn, form: LogForm): Promise<FormWords> {
  const read = readForm(form, turn.today)
  if (!read.ok) return {}
  const tried = await apply(deps, turn, form, read.value, true, previewLedger)
  if (!tried.ok) return { problems: [sentence(tried.error)] }
  return {
    effect: [
      `What Save will do with ${whatIsLogged(read.value)}:`,
      ...counted(tried.value),
      ...displacedLines(tried.value).map((line) => `${line}.`),
      ...effectLines(tried.value, turn.today),
      ...unusedGrant(form, tried.value),
      ...corporateNotes(tried.value, turn.person, turn.today),
    ],
  }
}

/** Names what the effect was worked out for, since the fields above it can be changed afterwards. */
function whatIsLogged(works: readonly Work[]): string {
  const [first] = works
  const all = hours(works.reduce((sum, { minutes }) => sum + minutes, 0))
  return first && works.length === 1 ? `${all} on ${longDate(first.date)}` : `${all} on ${works.length} days`
}

/** How the hours would be counted, where that is not simply claimed. */
const counted = (receipt: Receipt): string[] =>
  workOf(receipt)
    .entered.filter(({ claimed, minutes }) => claimed < minutes)
    .map((entry) => `${longDate(entry.date)}: ${countedLine(entry)}.`)

/** X4: hours of the pot are drawn by entries that name them, and by no others. */
function unusedGrant({ chargeTo }: LogForm, receipt: Receipt): string[] {
  const isShort = workOf(receipt).entered.some(({ because }) => because === 'used-up')
  const grants = Object.values(receipt.years.at(-1)?.after.requests ?? {})
  const hasMore = grants.some(({ code, granted, drawn }) => code !== undefined && granted > drawn)
  return chargeTo === '' && isShort && hasMore
    ? ['If it is what the central pot was asked for, choose the code under “Charge to” (rule X4).']
    : []
}

function apply(
  deps: Deps,
  turn: Turn,
  { command: id, corrects }: LogForm,
  works: readonly Work[],
  longDayAgreed: boolean,
  how?: typeof previewLedger,
): Promise<Result<Receipt, Refusal>> {
  const command = commandOf(turn, `log ${id}`)
  const [work] = works
  return corrects && work
    ? correct(deps, command, { ...corrects, work, longDayAgreed }, how)
    : logHours(deps, command, { works, longDayAgreed }, how)
}
