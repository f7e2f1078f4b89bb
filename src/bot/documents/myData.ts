// Makers of `my data`: everything that is held about the person who asks, to print and for a machine. Nobody else can
// have it made, whatever their role: the one whose link it is, is the one whose data it holds.
import { heldAbout, shownOf, type Held } from '../../app/people/personalData.ts'
import type { Maker, Makers } from '../../app/records/links.ts'
import { listPeople } from '../../app/people/people.ts'
import { dateAt } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { ok } from '../../domain/result.ts'
import { pageOfHeld } from './myDataPage.ts'
import { namesOf } from '../words/names.ts'

const asPage: Maker = async (deps, person) => {
  const people = await listPeople(deps.store, person.group)
  const names = namesOf(people)
  const today = dateAt(deps.clock.now())
  const lines = [
    `Everything that Member Peer Hours of the ${policyOf(person.group).name} holds about ${person.name} on ${longDate(today)}.`,
    'The same is in the JSON file for a machine to read. What colleagues wrote about their own work may mention you by name; it is theirs and not in here. Links to files are kept for a day, without what the files say.',
  ]
  const held = heldAbout(deps, person)
  return ok({
    name: `My data ${today}.html`,
    contentType: 'text/html; charset=utf-8',
    chunks: pageOfHeld('My data', lines, held, person, (id) => names.get(id)),
  })
}

const asJson: Maker = async (deps, person) => {
  const today = dateAt(deps.clock.now())
  return ok({
    name: `My data ${today}.json`,
    contentType: 'application/json; charset=utf-8',
    chunks: jsonOf(person, today, heldAbout(deps, person)),
  })
}

async function* jsonOf(person: Person, on: string, held: AsyncIterable<Held>): AsyncIterable<string> {
  yield `{"person":${JSON.stringify(person.id)},"on":"${on}","records":[`
  let comma = ''
  for await (const each of held) {
    const { pk, id, relation } = each
    const shown = shownOf(each, person)
    const record = relation === 'about' ? { in: pk, id, ...shown[0] } : { in: pk, [relation]: shown }
    yield `${comma}\n${JSON.stringify(record)}`
    comma = ','
  }
  yield '\n]}\n'
}

export const myDataMakers: Makers = { 'my-data-page': asPage, 'my-data-json': asJson }
