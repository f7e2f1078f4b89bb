// X2: a key in words: whose it is, and who turned it in whose place.
import { dateAt } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import { roleTitle, type Person } from '../../domain/person.ts'
import { holderOf, type InPlaceOf, type KeyName, type TurnedKey } from '../../domain/request.ts'
import { nameIn, type Names } from './names.ts'

/** X2: who turns a key of somebody's request. */
export const keyTitle = (key: KeyName, requester: Person): string =>
  requester.role === holderOf(key) ? 'Group Leader' : roleTitle(holderOf(key))

/** X2: who pressed, and for whom. */
export function turnedLine(turned: TurnedKey | undefined, names: Names, requester: Person): string {
  if (!turned) return 'not yet'
  const by = nameIn(names, turned.by)
  const on = longDate(dateAt(turned.at))
  return `agreed by ${by}${inPlace(turned, names, requester)} on ${on}`
}

export function inPlace({ for: holder, vacant }: InPlaceOf, names: Names, requester: Person): string {
  if (vacant) return ` for the vacant post of ${roleTitle(holderOf(vacant))}`
  return holder === undefined || holder === requester.id ? '' : ` for ${names.get(holder) ?? 'the holder'}`
}
