// Microsoft's Agents Playground as one person of the demo group sees it: a configuration and a process.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { demoPeople } from '../src/app/demoGroup.ts'
import { type Child, startNode } from './children.ts'

const require = createRequire(import.meta.url)

export const botName = 'Member Peer Hours'
const tenantId = '00000000-0000-0000-0000-0000000000001'

// The Playground's own sample people keep its ids; the Group Leader gets the next one.
const idEnds: Record<(typeof demoPeople)[number]['name'], string> = {
  'Alex Wilber': '020',
  'Megan Bowen': '021',
  'Adele Vance': '022',
  'Isaiah Langer': '023',
  'Patti Fernandez': '024',
  'Lynne Robbins': '025',
  'Diego Siciliani': '026',
}

/** Somebody of the demo group, whose own chat a Playground shows. */
export type Persona = keyof typeof idEnds

/** Starts the Playground of one persona against the bot; its configuration and log are kept in the folder. */
export function startPlayground(persona: Persona, botPort: number, port: number, folder: string): Child {
  mkdirSync(folder, { recursive: true })
  // Absolute, since the Playground runs in the folder; it falls back to its own people without a word.
  const config = resolve(folder, '.m365agentsplayground.yml')
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify(playgroundConfig(persona), undefined, 2))
  const cli = require.resolve('@microsoft/m365agentsplayground/cli.js')
  const endpoint = `http://localhost:${botPort}/api/messages`
  return startNode(
    `Playground of ${persona}`,
    [cli, 'start', '-e', endpoint, '-c', 'msteams', '-p', `${port}`, '--disable-telemetry'],
    {
      folder,
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none', M365_AGENTS_PLAYGROUND_CONFIG_PATH: config },
    },
  )
}

/** The conversation ids are fixed, so that what the bot remembers of a person holds after a restart. */
function playgroundConfig(persona: Persona) {
  const current = demoPeople.find(({ name }) => name === persona)
  if (!current) throw new Error(`${persona} is not in the demo group.`)
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: '00000000-0000-0000-0000-00000000000011', name: botName },
    currentUser: toUser(current),
    users: othersThan(current).map(toUser),
    personalChat: { id: `personal-chat-${wordOf(persona)}` },
    groupChat: { id: 'group-chat', name: 'All peers' },
    team: {
      id: 'team',
      name: 'Group Office',
      aadGroupId: '00000000-0000-0000-0000-000000000031',
      channels: [{ id: 'channel-announcements', name: 'Announcements' }],
    },
  }
}

type DemoPerson = (typeof demoPeople)[number]

/** The Playground takes five others, neither more nor fewer; each of them has a Playground of their own. */
const othersThan = (current: DemoPerson): readonly DemoPerson[] =>
  demoPeople.filter((person) => person !== current).slice(0, 5)

/** `Alex Wilber` in the name of a file or a conversation. */
export const wordOf = (persona: Persona): string => persona.toLowerCase().replaceAll(' ', '-')

function toUser({ name, email }: DemoPerson) {
  const [givenName = '', surname = ''] = name.split(' ')
  return {
    id: `user-${givenName.toLowerCase()}`,
    name,
    userPrincipleName: email,
    aadObjectId: `00000000-0000-0000-0000-0000000000${idEnds[name]}`,
    givenName,
    surname,
    email,
  }
}
