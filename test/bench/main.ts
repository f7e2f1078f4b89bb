// `npm run bench`: what the product costs, beside plain botbuilder in one run where there is something to compare, as
// ratios. `-- <name> …` runs these measures alone; `-- --quick` takes fewer rounds and turns.
import { approvals } from './approvals.ts'
import { exports } from './export.ts'
import { grants } from './grants.ts'
import { pace } from './pace.ts'
import { startSession, type Measure } from './measure.ts'
import { start } from './startup.ts'
import { storeCalls } from './storeCalls.ts'
import { sweeps } from './sweep.ts'
import { printTable, type Row } from './table.ts'
import { team } from './team.ts'
import { yearEnd } from './yearEnd.ts'
import { balance, histories, memory, saves } from './turns.ts'

/** In this order: what needs the most quiet comes first. */
const measures: readonly Measure[] = [
  start,
  storeCalls,
  balance,
  saves,
  histories,
  memory,
  grants,
  approvals,
  team,
  yearEnd,
  exports,
  sweeps,
  pace,
]

const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => !measures.some((each) => each.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no measure “${unknown.join('”, “')}”. There are: ${measures.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(1)
}

const session = startSession(process.argv.includes('--quick'))
const rows: Row[] = []
try {
  for (const measure of measures)
    if (names.length === 0 || names.includes(measure.name)) rows.push(...(await measure.run(session)))
  session.say('done\n')
} finally {
  // What was measured before something failed is worth reading all the same.
  printTable(rows)
  await session.end()
}
