// What changed between any two versions of a register, in words (R1); and the text of a former entry removed for good (R2).
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { redactRegister } from '../../../app/register/redactRegister.ts'
import { seeVersions, type SeenVersion } from '../../../app/register/register.ts'
import type { Person } from '../../../domain/person.ts'
import { difference } from '../../../domain/registerDifference.ts'
import type { Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { fitting } from '../../fitting.ts'
import { changeLines, headingTitles, versionTitle } from '../../words/registerWords.ts'
import { sentence } from '../../replies.ts'
import type { Reply, Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { beginning } from '../typed.ts'

export interface Compared {
  /** Whose; one's own unless stated. */
  readonly person?: string | undefined
  /** Versions by number, as a choice sends them; 0 for an empty register. */
  readonly older?: number | undefined
  readonly newer?: number | undefined
}

/** Choices of a list that drops down. */
const mostChoices = 40

export async function compareVersions(
  deps: Deps,
  turn: Turn,
  asked: Compared,
  problem?: string,
): Promise<Reply> {
  const peer =
    asked.person === undefined || asked.person === turn.person.id
      ? turn.person
      : await readPerson(deps.store, turn.person.group, asked.person)
  if (!peer) return refused({ type: 'not-allowed' })
  const seen = await seeVersions(deps, turn.person, peer)
  if (!seen.ok) return refused(seen.error)
  const latest = seen.value.at(-1)
  if (!latest)
    return notice(
      'Nothing to compare yet',
      [sentence({ type: 'no-register' })],
      [button('Interests', 'interests')],
    )
  const versionAt = (seq: number) => seen.value.find((each) => each.seq === seq)
  const newer = versionAt(asked.newer ?? latest.seq) ?? latest
  const older = versionAt(asked.older ?? newer.seq - 1)
  return shown(turn, peer, seen.value, older, newer, problem ? [problem] : [])
}

function shown(
  turn: Turn,
  peer: Person,
  versions: readonly SeenVersion[],
  older: SeenVersion | undefined,
  newer: SeenVersion,
  problems: readonly string[],
): Reply {
  const isOwn = peer.id === turn.person.id
  const title = isOwn ? 'What changed in your register' : 'What changed in a register'
  const changes = difference(older ?? { headings: [], entries: [] }, newer)
  const compared = older
    ? `${versionTitle(older)} and ${versionTitle(newer).replace('Version', 'version')}: ${changes.length === 0 ? 'they say the same' : changes.length === 1 ? '1 change' : `${changes.length} changes`}.`
    : `All of ${versionTitle(newer).replace('Version', 'version')}.`
  const recent = versions.slice(-mostChoices).toReversed()
  const choices = recent.map((each) => ({ title: versionTitle(each), value: String(each.seq) }))
  const formers = isOwn ? formerEntries(versions) : []
  const data = { person: peer.id }
  return fitting((most) =>
    reply('versions', [`${title}.`, ...problems, compared].join(' '), {
      title,
      problems,
      lines: [...(isOwn ? [] : [peer.name]), compared],
      rows: changeLines(changes, headingTitles(older, newer), most),
      older: String(older?.seq ?? 0),
      olders: [...choices, { title: 'Nothing: show all of it', value: '0' }],
      newer: String(newer.seq),
      newers: choices,
      formers: formers.map(({ title, value }) => ({ title: beginning(title, Math.min(most, 60)), value })),
      actions: [
        button('Compare', 'interests/versions', data, { style: 'positive', inputs: 'auto' }),
        ...(formers.length > 0
          ? [
              button(
                'Remove the text for good',
                'interests/redact',
                {},
                { style: 'destructive', inputs: 'auto' },
              ),
            ]
          : []),
        ...(isOwn ? [button('To print', 'interests/print')] : []),
        isOwn
          ? button('Open my register', 'interests')
          : button('Back to the register', 'interests/open', { chosen: peer.id }),
      ],
    }),
  )
}

/** The texts that former versions hold and the current one does not, the latest first: `{version} {entry}`. */
function formerEntries(versions: readonly SeenVersion[]): Fact[] {
  const current = versions.at(-1)
  const found = new Map<string, Fact>()
  for (const { seq, entries } of versions.slice(0, -1).toReversed())
    for (const { id, text } of entries)
      if (text !== undefined && !current?.entries.some((entry) => entry.text === text) && !found.has(text))
        found.set(text, { title: text, value: `${seq} ${id}` })
  return [...found.values()].slice(0, mostChoices)
}

/** R2: out of every former version; the record that it was removed stays. */
export async function removeEntryText(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const [, seq, entry] = /^(\d{1,6}) (\d{1,6})$/.exec(chosen) ?? []
  if (seq === undefined) return compareVersions(deps, turn, {}, 'Choose the entry whose text is to go first.')
  const { person: by, deadline } = turn
  const done = await redactRegister(deps, { by, deadline }, { seq: Number(seq), entry: Number(entry) })
  if (!done.ok) return compareVersions(deps, turn, {}, sentence(done.error))
  const where = done.value === 1 ? '1 former version' : `${done.value} former versions`
  return notice(
    'Text removed',
    [
      `It is gone for good from ${where}. That you removed a text, and when, stays on record (rule R2).`,
      'Cards that are in your own chat already may still show it: delete those messages yourself. What Teams keeps of messages is for your organisation to say; the bot cannot remove it.',
    ],
    [button('What changed', 'interests/versions'), button('Open my register', 'interests')],
  )
}
