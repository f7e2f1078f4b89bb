// What somebody sent, and who answers it: a button of either kind, an invitation code, a file, or a text.
import { z } from 'zod'
import type { Deps } from '../app/deps.ts'
import { codeIn } from '../app/people/directory.ts'
import { mayDo } from '../domain/permissions.ts'
import { standingOn } from '../domain/person.ts'
import { showHelp } from './dialogs/help.ts'
import { openImport } from './dialogs/people/importPeople.ts'
import { answerPressed, answerSaid, type Answer, type Pressed } from './dispatch.ts'
import { fileSentence, type downloadList } from './documents/listFile.ts'
import type { Turn } from './turn.ts'

export interface Sent {
  readonly said: string
  readonly pressed: Pressed | undefined
  readonly file: { readonly url: string } | undefined
}

export async function answerSent(
  deps: Deps,
  turn: Turn,
  { said, pressed, file }: Sent,
  download: typeof downloadList,
): Promise<Answer> {
  if (pressed) return answerPressed(deps, turn, pressed)
  if (codeIn(said) !== undefined) return { route: 'welcome', reply: showHelp(turn.person, turn.today, true) }
  return file ? answerFile(deps, turn, file.url, download) : answerSaid(deps, turn, said)
}

/** A file is a list of people to import; it is fetched for nobody who may not. */
async function answerFile(
  deps: Deps,
  turn: Turn,
  url: string,
  download: typeof downloadList,
): Promise<Answer> {
  const standing = standingOn(turn.person, turn.today)
  if (!standing || !mayDo(standing, 'invite', standing)) return answerSaid(deps, turn, 'import')
  const list = await download(url)
  return list.ok
    ? answerSaid(deps, turn, `import\n${list.value}`)
    : { route: 'import', reply: openImport('', [fileSentence[list.error]]) }
}

const Executed = z.object({
  action: z.object({ verb: z.string(), data: z.record(z.string(), z.unknown()).catch({}) }),
})
const Submitted = z.looseObject({ verb: z.string() })

/** No route has it: it is answered like a card that is too old. */
const unreadable: Pressed = { verb: '', data: {} }

/** The button that an invoke's value tells of. */
export function executedIn(value: unknown): Pressed {
  const read = Executed.safeParse(value)
  return read.success ? read.data.action : unreadable
}

/** A message with a value is a button too: the Submit that stands in where Execute is unknown. */
export function submittedIn(value: unknown): Pressed | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const read = Submitted.safeParse(value)
  return read.success ? { verb: read.data.verb, data: read.data } : unreadable
}
