// Who is asking: a sign-in is bound to one person once, by an address that Teams gives or by an invitation code.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPerson, codeIn, invite, readPerson, type NewPerson } from '../../src/app/people/directory.ts'
import type { Deps } from '../../src/app/deps.ts'
import {
  createIdentify,
  type IdentityRules,
  type Member,
  type SignIn,
} from '../../src/app/people/identify.ts'
import { groupPartition, hash, linkId, linkPartition, personId } from '../../src/app/keys.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import { StoreFault, type Store } from '../../src/app/ports.ts'
import { forgetWelcome, welcomeOnce } from '../../src/app/people/welcome.ts'
import type { Person } from '../../src/domain/person.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { workOn } from '../support/ledger.ts'
import { beforeCommits, countCalls } from '../support/storeWrappers.ts'
import { commandOf, depsOn, newPerson, noonOf, refusalOf } from '../support/useCases.ts'

const today = '2026-11-20'
/** Real time, by which the store hides what has expired; the rules' clock stands elsewhere. */
let real = Date.parse('2026-06-01T09:00Z')
let path: string
let store: Store
let deps: Deps
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'member-peer-bot-'))
  store = await openLevelStore({ path, now: () => real })
  deps = depsOn(store, () => noonOf(today))
  deps = { ...deps, clock: { ...deps.clock, real: () => real } }
})
afterAll(async () => {
  await store.close()
  await rm(path, { recursive: true })
})

const tenant = '00000000-0000-0000-0000-0000000000001'
let signIns = 0
const newSignIn = (): SignIn => ({ tenantId: tenant, objectId: `object ${++signIns}` })

let number = 0
const add = (more: Partial<NewPerson> = {}): Promise<Person> =>
  addPerson(store, {
    group: 'independent',
    name: 'Alex Wilber',
    email: `person${++number}@example.com`,
    role: 'member-peer',
    regions: ['wales'],
    joinedOn: '2024-09-01',
    ...more,
  })

const memberOf =
  (...addresses: string[]) =>
  async (): Promise<Member> => ({ name: 'Alex Wilber', addresses })
const stranger = async (): Promise<undefined> => undefined
const neverAsked = async (): Promise<Member> => {
  throw new Error('Teams was asked, though the sign-in is bound')
}
/** A process of its own: nothing remembered. */
const identifier = (rules: Partial<IdentityRules> = {}, on: Deps = deps) =>
  createIdentify(on, { allowedTenants: [tenant, 'another'], admins: [], ...rules })

describe('first contact', () => {
  test('finds the person by any address that Teams gives, and asks Teams only once', async () => {
    const person = await add()
    const [byEmail, byUpn] = [await add(), await add()]
    const identify = identifier()
    const signIn = newSignIn()
    const found = await identify(signIn, memberOf(person.email), 'hello')
    expect(found).toEqual({ ...person, link: hash(signIn.tenantId, signIn.objectId) })
    expect(await identify(signIn, neverAsked, 'hello')).toEqual(found)
    expect(await identifier()(signIn, neverAsked, 'hello')).toEqual(found)
    const first = await identify(newSignIn(), memberOf(byEmail.email, 'upn@tenant.example'), '')
    expect(first?.id).toBe(byEmail.id)
    const second = await identify(newSignIn(), memberOf('somebody@tenant.example', byUpn.email), '')
    expect(second?.id).toBe(byUpn.id)
  })

  test.each([
    ['letters of another size', 'Sian.Brown@Example.com', 'SIAN.BROWN@EXAMPLE.COM'],
    ['another Unicode form (NFKC)', 'Siân@example.cymru', 'Sia\u0302n@example.cymru'],
    ['wide letters (NFKC)', 'wide@example.com', '\uff37\uff49\uff44\uff45@example.com'],
    ['spaces around it', 'spaced@example.com', ' spaced@example.com\n'],
  ])('knows an address in %s', async (_, registered, given) => {
    const person = await add({ email: registered })
    expect((await identifier()(newSignIn(), memberOf(given), ''))?.id).toBe(person.id)
    expect((await add({ email: given })).id).toBe(person.id)
  })

  test('of somebody in another group finds that group', async () => {
    const person = await add({ group: 'liberal-democrat' })
    expect(await identifier()(newSignIn(), memberOf(person.email), '')).toMatchObject({
      id: person.id,
      group: 'liberal-democrat',
    })
  })

  test('of a stranger finds nobody, records nothing, and is a first contact again next time', async () => {
    const counting = countCalls(store)
    const identify = identifier({}, { ...deps, store: counting.store })
    const signIn = newSignIn()
    for (const member of [stranger, memberOf(), memberOf('stranger@example.com')])
      expect(await identify(signIn, member, 'hello')).toBeUndefined()
    expect(counting.take().commit).toBe(0)
    const person = await add({ email: 'stranger@example.com' })
    expect((await identify(signIn, memberOf('stranger@example.com'), 'hello'))?.id).toBe(person.id)
  })

  test('two sign-ins with the same address never share a person', async () => {
    const person = await add()
    const identify = identifier()
    const [one, other] = [newSignIn(), newSignIn()]
    expect((await identify(one, memberOf(person.email), ''))?.id).toBe(person.id)
    expect(await identify(other, memberOf(person.email), '')).toBeUndefined()
    expect(await identify({ ...one, tenantId: 'another' }, memberOf(person.email), '')).toBeUndefined()
    expect((await identify(one, neverAsked, ''))?.id).toBe(person.id)
  })

  test('of two sign-ins at once binds one of them', async () => {
    for (let round = 0; round < 20; round += 1) {
      const person = await add()
      const found = await Promise.all(
        [1, 2, 3].map(() => identifier()(newSignIn(), memberOf(person.email), '')),
      )
      expect(found.filter((each) => each !== undefined)).toHaveLength(1)
    }
  })

  test('of one sign-in several times at once finds the same person each time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const person = await add()
      const signIn = newSignIn()
      const found = await Promise.all(
        [1, 2, 3, 4].map(() => identifier()(signIn, memberOf(person.email), '')),
      )
      expect(found.map((each) => each?.id)).toEqual([person.id, person.id, person.id, person.id])
    }
  })

  test('that ended between its two commits is completed by the next one, and by no other sign-in', async () => {
    const person = await add()
    const crashing = beforeCommits(store, async (pk) => {
      if (pk.startsWith('link~')) throw new StoreFault('the process ended here')
    })
    const signIn = newSignIn()
    await expect(
      identifier({}, { ...deps, store: crashing })(signIn, memberOf(person.email), ''),
    ).rejects.toThrow('the process ended here')
    expect(await store.get(linkPartition(hash(tenant, signIn.objectId)), linkId)).toBeUndefined()
    expect(await identifier()(newSignIn(), memberOf(person.email), '')).toBeUndefined()
    expect((await identifier()(signIn, memberOf(person.email), ''))?.id).toBe(person.id)
    expect((await identifier()(signIn, neverAsked, ''))?.id).toBe(person.id)
  })
})

describe('an address that two groups have entered', () => {
  test('L1: tells nobody’s group: an invitation does', async () => {
    const email = 'both@example.com'
    const [ours, theirs] = [await add({ email }), await add({ email, group: 'conservative' })]
    const signIn = newSignIn()
    expect(await identifier()(signIn, memberOf(email), 'hi')).toBeUndefined()
    const head = await add({ role: 'head-of-office' })
    const code = await invite(deps, head, ours)
    expect((await identifier()(signIn, memberOf(email), code.ok ? code.value.code : ''))?.id).toBe(ours.id)
    expect(theirs.group).toBe('conservative')
  })
})

describe('tenants', () => {
  test('that are not allowed may not speak at all, though the person is known: nothing is read', async () => {
    const person = await add()
    const signIn = newSignIn()
    expect((await identifier({ allowedTenants: [tenant] })(signIn, memberOf(person.email), ''))?.id).toBe(
      person.id,
    )
    const counting = countCalls(store)
    const identify = identifier({ allowedTenants: ['another'] }, { ...deps, store: counting.store })
    expect(await identify(signIn, neverAsked, '')).toBeUndefined()
    expect(counting.take()).toEqual({ get: 0, list: 0, commit: 0, due: 0 })
  })

  test('are told apart: the same object id in another tenant is another sign-in', async () => {
    const [one, other] = [await add(), await add()]
    const identify = identifier()
    const signIn = newSignIn()
    expect((await identify(signIn, memberOf(one.email), ''))?.id).toBe(one.id)
    const elsewhere = { ...signIn, tenantId: 'another' }
    expect((await identify(elsewhere, memberOf(other.email), ''))?.id).toBe(other.id)
  })
})

describe('bootstrap admins', () => {
  test('become Head of Group Office at first contact, once, by address', async () => {
    const rules = { admins: [{ group: 'labour', email: 'Office.Head@example.com' }] } as const
    const signIn = newSignIn()
    const member = memberOf('office.head@EXAMPLE.com')
    const found = await Promise.all([1, 2, 3].map(() => identifier(rules)(signIn, member, '')))
    for (const each of found)
      expect(each).toMatchObject({ role: 'head-of-office', group: 'labour', joinedOn: today })
    expect(new Set(found.map((each) => each?.id)).size).toBe(1)
    expect(await identifier(rules)(newSignIn(), member, '')).toBeUndefined()
    expect(await identifier(rules)(newSignIn(), memberOf('head@example.com'), '')).toBeUndefined()
  })

  test('who are in the directory already stay who they are', async () => {
    const person = await add({ role: 'office-staff' })
    const rules = { admins: [{ group: 'independent', email: person.email }] } as const
    expect(await identifier(rules)(newSignIn(), memberOf(person.email), '')).toMatchObject({
      id: person.id,
      role: 'office-staff',
    })
  })
})

describe('an invitation code', () => {
  const office = newPerson({ role: 'office-staff' })
  async function codeFor(person: Person): Promise<string> {
    const code = await invite(deps, office, person)
    if (!code.ok) throw new Error(code.error.type)
    return code.value.code
  }

  test('binds whoever types it, in any letters and spacing, whatever address they have', async () => {
    const ways = [
      (code: string) => code,
      (code: string) => code.toLowerCase(),
      (code: string) => ` join ${code.replace('-', ' ')} `,
      (code: string) => `Code ${code.replace('-', '')}`,
    ]
    for (const way of ways) {
      const person = await add()
      const typed = way(await codeFor(person))
      expect((await identifier()(newSignIn(), memberOf('private@example.com'), typed))?.id).toBe(person.id)
    }
  })

  test('is none when it is something else', () => {
    for (const text of ['', 'help', 'log 2h', 'K7PM-3XQ', 'K7PM-3XQDD', 'KAPM-3XQD', 'K7PM-3XQ0', 'BALANCES'])
      expect(codeIn(text)).toBeUndefined()
    expect(codeIn('k7pm 3xqd')).toBe('K7PM-3XQD')
  })

  test('that is wrong binds nobody', async () => {
    await codeFor(await add())
    expect(await identifier()(newSignIn(), stranger, 'K7PM-3XQD')).toBeUndefined()
  })

  test('is good for 14 days of real time, whatever the clock of the rules says', async () => {
    const [soon, late] = [await add(), await add()]
    const [first, second] = [await codeFor(soon), await codeFor(late)]
    real += 14 * 86_400_000 - 1
    expect((await identifier()(newSignIn(), stranger, first))?.id).toBe(soon.id)
    real += 1
    expect(await identifier()(newSignIn(), stranger, second)).toBeUndefined()
  })

  test('used by one sign-in is worth nothing to another, nor does it move somebody who is bound', async () => {
    const [person, other] = [await add(), await add()]
    const code = await codeFor(person)
    const signIn = newSignIn()
    expect((await identifier()(signIn, stranger, code))?.id).toBe(person.id)
    expect(await identifier()(newSignIn(), stranger, code)).toBeUndefined()
    expect((await identifier()(signIn, stranger, await codeFor(other)))?.id).toBe(person.id)
  })

  test('typed by two at once binds one of them', async () => {
    const person = await add()
    const code = await codeFor(person)
    const found = await Promise.all([1, 2, 3].map(() => identifier()(newSignIn(), stranger, code)))
    expect(found.filter((each) => each !== undefined)).toHaveLength(1)
  })

  test('typed while the address of the same sign-in finds somebody else binds it to one of the two', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [invited, registered] = [await add(), await add()]
      const [code, signIn] = [await codeFor(invited), newSignIn()]
      const found = await Promise.all([
        identifier()(signIn, memberOf(registered.email), ''),
        identifier()(signIn, stranger, code),
      ])
      const bound = await identifier()(signIn, neverAsked, '')
      expect([invited.id, registered.id]).toContain(bound?.id)
      expect(found.map((each) => each?.id)).toEqual([bound?.id, bound?.id])
    }
  })

  test('is made by the office only, for its own group', async () => {
    const person = await add()
    for (const role of ['member-peer', 'regional-lead', 'national-lead', 'group-leader'] as const)
      expect(await refusalOf(invite(deps, newPerson({ role }), person))).toEqual({ type: 'not-allowed' })
    const elsewhere = newPerson({ role: 'head-of-office', group: 'labour' })
    expect(await refusalOf(invite(deps, elsewhere, person))).toEqual({ type: 'not-allowed' })
  })

  test('that was drawn before is never given for somebody else', async () => {
    const always = { ...deps, random: () => 0.25 }
    const [one, other] = [await add(), await add()]
    const first = await invite(always, office, one)
    await expect(invite(always, office, other)).rejects.toThrow('drawn before')
    const code = first.ok ? first.value.code : ''
    expect((await identifier()(newSignIn(), stranger, code))?.id).toBe(one.id)
  })
})

describe('the directory', () => {
  test('one address is one person, however often and at once they are added', async () => {
    const email = 'once@example.com'
    const added = await Promise.all(['A', 'B', 'C'].map((name) => add({ email, name })))
    expect(new Set(added.map((person) => JSON.stringify(person))).size).toBe(1)
    expect(await add({ email: 'ONCE@example.com', role: 'head-of-office' })).toEqual(added[0])
  })

  test('a change of role takes effect at once, also for who is remembered', async () => {
    const person = await add()
    const identify = identifier()
    const signIn = newSignIn()
    await identify(signIn, memberOf(person.email), '')
    const pk = groupPartition(person.group)
    const stored = await store.get(pk, personId(person.id))
    const doc = { ...stored!.doc, role: 'office-staff' }
    await store.commit(pk, [{ op: 'replace', id: personId(person.id), doc, etag: stored!.etag }])
    const now = await identify(signIn, neverAsked, '')
    expect(now?.role).toBe('office-staff')
    const request = { works: [workOn(today)], longDayAgreed: false }
    expect(await refusalOf(logHours(deps, commandOf(now!), request))).toEqual({ type: 'not-allowed' })
    expect(await readPerson(store, person.group, person.id)).toEqual(now)
  })

  test('somebody who was bound and has been removed is nobody', async () => {
    const person = await add()
    const identify = identifier()
    const signIn = newSignIn()
    await identify(signIn, memberOf(person.email), '')
    const pk = groupPartition(person.group)
    const { etag } = (await store.get(pk, personId(person.id)))!
    await store.commit(pk, [{ op: 'delete', id: personId(person.id), etag }])
    expect(await identify(signIn, memberOf(person.email), '')).toBeUndefined()
  })
})

describe('the welcome', () => {
  test('is said once, however often and at once Teams tells of an installation; and again after the next', async () => {
    const [signIn, other] = [newSignIn(), newSignIn()]
    const asked = await Promise.all([1, 2, 3, 4].map(() => welcomeOnce(deps, signIn)))
    expect(asked.filter(Boolean)).toHaveLength(1)
    expect(await welcomeOnce(deps, signIn)).toBe(false)
    expect(await welcomeOnce(deps, other)).toBe(true)
    await Promise.all([forgetWelcome(deps, signIn), forgetWelcome(deps, signIn)])
    await forgetWelcome(deps, newSignIn())
    expect(await welcomeOnce(deps, other)).toBe(false)
    expect(await welcomeOnce(deps, signIn)).toBe(true)
  })
})
