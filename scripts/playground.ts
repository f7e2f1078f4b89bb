// Microsoft's Agents Playground as one person of the demo group sees it: a configuration and a process.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Child, startNode } from './children.ts'

export const botName = 'Member Peer Hours'
const tenantId = '00000000-0000-0000-0000-0000000000001'

// The Playground's own sample people, and the Group Leader; DESIGN names their roles.
const people = [
  { name: 'Alex Wilber', end: '020', email: 'alexw@example.com' },
  { name: 'Megan Bowen', end: '021', email: 'meganb@example.com' },
  { name: 'Adele Vance', end: '022', email: 'adelev@example.com' },
  { name: 'Patti Fernandez', end: '024', email: 'pattif@example.com' },
  { name: 'Lynne Robbins', end: '025', email: 'lynner@example.com' },
  { name: 'Diego Siciliani', end: '026', email: 'diegos@example.com' },
  { name: 'Isaiah Langer', end: '023', email: 'isaiahl@example.com' },
].map(({ end, ...person }) => ({ ...person, objectId: `00000000-0000-0000-0000-0000000000${end}` }))

/** The three people whose Playground the demo opens. */
export const personas = {
  peer: { name: 'Alex Wilber', role: 'regional lead peer', port: 56150 },
  nationalLead: { name: 'Megan Bowen', role: 'National Lead Peer', port: 56151 },
  office: { name: 'Adele Vance', role: 'Head of Group Office', port: 56152 },
} as const

export type Persona = keyof typeof personas

/** Starts the Playground of one persona against the bot; its configuration and log are kept in the folder. */
export function startPlayground(persona: Persona, botPort: number, port: number, folder: string): Child {
  mkdirSync(folder, { recursive: true })
  const config = join(folder, '.m365agentsplayground.yml')
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify(playgroundConfig(persona), undefined, 2))
  const cli = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js')
  const endpoint = `http://localhost:${botPort}/api/messages`
  return startNode(
    `Playground of ${personas[persona].name}`,
    [cli, 'start', '-e', endpoint, '-c', 'msteams', '-p', `${port}`, '--disable-telemetry'],
    {
      folder,
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none', M365_AGENTS_PLAYGROUND_CONFIG_PATH: config },
    },
  )
}

/** The conversation ids are fixed, so that what the bot remembers of a person holds after a restart. */
function playgroundConfig(persona: Persona) {
  const { name } = personas[persona]
  const [current] = people.filter((person) => person.name === name)
  if (!current) throw new Error(`${name} is not in the demo group.`)
  // The Playground takes five others, neither more nor fewer.
  const others = people.filter((person) => person !== current).slice(0, 5)
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: '00000000-0000-0000-0000-00000000000011', name: botName },
    currentUser: toUser(current),
    users: others.map(toUser),
    personalChat: { id: `personal-chat-${persona}` },
    groupChat: { id: 'group-chat', name: 'All peers' },
    team: {
      id: 'team',
      name: 'Group Office',
      aadGroupId: '00000000-0000-0000-0000-000000000031',
      channels: [{ id: 'channel-announcements', name: 'Announcements' }],
    },
  }
}

function toUser({ name, objectId, email }: (typeof people)[number]) {
  const [givenName = '', surname = ''] = name.split(' ')
  return {
    id: `user-${givenName.toLowerCase()}`,
    name,
    userPrincipleName: email,
    aadObjectId: objectId,
    givenName,
    surname,
    email,
  }
}
