// What is wrong with a register's form, a sentence each.
import { longDate } from '../../domain/format.ts'
import { mostBytes, mostEntries, mostEntryText, type RegisterProblem } from '../../domain/register.ts'

/** R1, R2: one thing that is wrong with a register's form. */
export function registerProblem(problem: RegisterProblem): string {
  switch (problem.type) {
    case 'too-long':
      return `${problem.title}: ${problem.characters} characters in one entry, and ${mostEntryText} is the most. Shorten it a little, or make two of it.`
    case 'no-date':
      return `${problem.title}: pick From and To as dates, or leave them empty.`
    case 'reversed':
      return `${problem.title}: it ends on ${longDate(problem.to)}, before it starts on ${longDate(problem.from)}. Check From and To.`
    case 'no-text':
      return `${problem.title}: there are dates or a mark without a text. Say what the interest is, or clear them.`
    case 'none-and-entries':
      return `${problem.title}: “None” is ticked and ${problem.entries === 1 ? 'an entry stands' : `${problem.entries} entries stand`} under it. Untick it, or clear ${problem.entries === 1 ? 'the text' : 'their texts'}.`
    case 'unanswered':
      return `${problem.title}: add an entry, or tick “None”.`
    case 'too-many':
      return `${problem.entries} entries, and ${mostEntries} is the most. Put related ones together in one entry.`
    case 'too-much':
      return `All entries together take ${problem.bytes.toLocaleString('en-GB')} characters, and ${mostBytes.toLocaleString('en-GB')} is the most (emoji and letters with accents count more than once). Shorten some.`
  }
}
