// What follows a register that was saved, or confirmed as it is: what changed, and when it is due again.
import type { Deps } from '../../../app/deps.ts'
import { seeRegister, seeVersions, type SeenRegister } from '../../../app/register/register.ts'
import type { SavedRegister } from '../../../app/register/saveRegister.ts'
import { longDate } from '../../../domain/format.ts'
import { difference } from '../../../domain/registerDifference.ts'
import { button, reply } from '../../cards.ts'
import { fitting } from '../../fitting.ts'
import { changeLines, headingTitles, statusLine, whyTitle } from '../../words/registerWords.ts'
import type { Reply, Turn } from '../../turn.ts'
import { refused } from '../notice.ts'

export async function receipt(
  deps: Deps,
  turn: Turn,
  { seq, isConfirmed }: SavedRegister,
  did: 'saved' | 'confirmed',
): Promise<Reply> {
  const { person, today } = turn
  const [seen, versions] = await Promise.all([
    seeRegister(deps, person, person),
    seeVersions(deps, person, person),
  ])
  if (!seen.ok) return refused(seen.error)
  if (!versions.ok) return refused(versions.error)
  const saved = versions.value.find((each) => each.seq === seq)
  const before = versions.value.find((each) => each.seq === seq - 1)
  const isSame = did === 'confirmed'
  const { status } = seen.value
  const title = isSame ? 'Confirmed: nothing has changed' : `Saved as version ${seq}`
  const due = status.dueOn === undefined ? statusLine(status, today) : dueLine(status, isConfirmed)
  const changes = !saved || isSame ? [] : difference(before ?? { headings: [], entries: [] }, saved)
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`
  const counted = isSame || !before ? '' : ` ${count} (${saved ? whyTitle(saved.why) : ''}).`
  return fitting((most) =>
    reply('notice', `${title}.${counted} ${due}`, {
      title,
      lines: [
        ...changeLines(
          before ? changes : changes.filter(({ type }) => type !== 'none'),
          headingTitles(before, saved),
          most,
        ).map(({ title, detail }) => `${title}: ${detail}`),
        due,
      ],
      actions: [
        button('Open my register', 'interests'),
        ...(seq > 1 ? [button('What changed', 'interests/versions')] : []),
        button('To print', 'interests/print'),
      ],
    }),
  )
}

const dueLine = ({ dueOn = '' }: SeenRegister['status'], isConfirmed: boolean): string =>
  isConfirmed
    ? `It is due again on ${longDate(dueOn)}; you are reminded before (rule R1).`
    : `That leaves the date alone: all of it is to be confirmed by ${longDate(dueOn)} (rule R1).`
