// What every adapter of the Store port must do. An adapter's own test opens a store and calls this; partitions and
// instants are fresh in each run, so that a real account can be used again and again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StoreFault, type Document, type Store, type Stored, type Write } from '../../src/app/ports.ts'

export interface Subject {
  readonly store: Store
  /** The real time that the store goes by. */
  now(): number
  /** Lets time pass. */
  pass(ms: number): Promise<void>
  close(): Promise<void>
}

const run = Date.now()
let partitions = 0
const newPartition = (): string => `contract~${run}~${++partitions}`

/** An instant before any that was handed out earlier: what older tests left behind is due later. */
let earliest = 4_000_000_000_000 - run
const newInstant = (): number => (earliest -= 1_000)

const create = (id: string, fields: object = {}): Write => ({ op: 'create', id, doc: note(fields) })
const replace = ({ id, etag }: Stored, fields: object = {}): Write => ({
  op: 'replace',
  id,
  etag,
  doc: note(fields),
})
const remove = ({ id, etag }: Stored): Write => ({ op: 'delete', id, etag })
const note = (fields: object): Document => ({ type: 'note', v: 1, ...fields })
const ok = { ok: true }
const conflict = (id: string, found: string) => ({ ok: false, conflict: { id, found } })
const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `entry~${String(index).padStart(6, '0')}`)

export function storeContract(name: string, open: () => Promise<Subject>): void {
  describe(`${name}: the contract of a store`, () => {
    let subject: Subject
    let store: Store
    beforeAll(async () => {
      subject = await open()
      store = subject.store
    }, 60_000)
    afterAll(() => subject.close())

    const existing = async (pk: string, id: string): Promise<Stored> => {
      const stored = await store.get(pk, id)
      if (!stored) throw new Error(`${id} is missing`)
      return stored
    }
    const idsIn = async (
      pk: string,
      range: Partial<Parameters<Store['list']>[1]> = {},
    ): Promise<string[]> => {
      const ids: string[] = []
      for await (const { id } of store.list(pk, { from: '-', to: '~~', ...range })) ids.push(id)
      return ids
    }
    const dueIn = async (pk: string, before: number, limit = 100): Promise<string[]> =>
      (await store.due(before, limit)).filter((stored) => stored.pk === pk).map(({ id }) => id)
    /** A mistake of the caller is no fault of the store: it would only be made again. */
    const misused = async (call: Promise<unknown>): Promise<void> => {
      const error: unknown = await call.catch((caught: unknown) => caught)
      expect(error).toMatchObject({
        message: expect.stringMatching(/^(level|cosmos|memory) store: /) as string,
      })
      expect(error).not.toBeInstanceOf(StoreFault)
    }
    /** In commits of 100, one after another. */
    const createAll = async (pk: string, ids: readonly string[]): Promise<void> => {
      for (let start = 0; start < ids.length; start += 100) {
        const writes = ids.slice(start, start + 100).map((id) => create(id))
        expect(await store.commit(pk, writes)).toEqual(ok)
      }
    }

    test('a document comes back as it was written, with an etag', async () => {
      const pk = newPartition()
      const fields = {
        text: 'Cllr Siân Ó Brádaigh – “ŵ” 議員 🏛️ עִבְרִית \u2028 \0 \\ " \n',
        nested: { list: [1, -2, 0.5, true, null, ''], '': {}, 'a b': [] },
        large: Number.MAX_SAFE_INTEGER,
      }
      const taken = { id: 'x', pk: 'y', ttl: 1, etag: 'z', _etag: 'z', _ts: 0, _rid: '', doc: { doc: 1 } }
      expect(await store.get(pk, 'a')).toBeUndefined()
      expect(await store.commit(pk, [create('a', { ...fields, ...taken })])).toEqual(ok)
      const stored = await existing(pk, 'a')
      expect(stored).toEqual({ pk, id: 'a', etag: stored.etag, doc: note({ ...fields, ...taken }) })
      expect(stored.etag).toMatch(/./)
    })

    test('create: only what does not exist', async () => {
      const pk = newPartition()
      await store.commit(pk, [create('a', { turn: 1 })])
      expect(await store.commit(pk, [create('a', { turn: 2 })])).toEqual(conflict('a', 'exists'))
      expect((await existing(pk, 'a')).doc['turn']).toBe(1)
      expect(await store.commit(newPartition(), [create('a')]), 'another partition').toEqual(ok)
    })

    test('replace: only what is as it was read, and the etag changes every time', async () => {
      const pk = newPartition()
      await store.commit(pk, [create('a')])
      const first = await existing(pk, 'a')
      expect(await store.commit(pk, [replace(first, { turn: 2 })])).toEqual(ok)
      expect(await store.commit(pk, [replace(first, { turn: 3 })])).toEqual(conflict('a', 'changed'))
      const second = await existing(pk, 'a')
      expect(second.doc['turn']).toBe(2)
      expect(second.etag).not.toBe(first.etag)
      expect(await store.commit(pk, [replace({ ...first, id: 'b' })])).toEqual(conflict('b', 'missing'))
    })

    test('delete: only what is as it was read; the id is free again, the old etag worth nothing', async () => {
      const pk = newPartition()
      await store.commit(pk, [create('a')])
      const first = await existing(pk, 'a')
      await store.commit(pk, [replace(first)])
      expect(await store.commit(pk, [remove(first)])).toEqual(conflict('a', 'changed'))
      const second = await existing(pk, 'a')
      expect(await store.commit(pk, [remove(second)])).toEqual(ok)
      expect(await store.get(pk, 'a')).toBeUndefined()
      expect(await store.commit(pk, [remove(second)])).toEqual(conflict('a', 'missing'))
      expect(await store.commit(pk, [create('a')])).toEqual(ok)
      expect(await store.commit(pk, [replace(second)])).toEqual(conflict('a', 'changed'))
    })

    test('a commit is all or nothing, and names the first guilty write', async () => {
      const pk = newPartition()
      const dueAt = newInstant()
      await store.commit(pk, [create('a'), create('b'), create('c')])
      const [a, b, c] = [await existing(pk, 'a'), await existing(pk, 'b'), await existing(pk, 'c')]
      await store.commit(pk, [replace(b, { turn: 2 })])
      const writes = [create('d', { dueAt }), remove(a), replace(b), create('c'), replace({ ...c, id: 'e' })]
      expect(await store.commit(pk, writes)).toEqual(conflict('b', 'changed'))
      expect(await idsIn(pk)).toEqual(['a', 'b', 'c'])
      expect((await existing(pk, 'b')).doc['turn']).toBe(2)
      expect(await existing(pk, 'a')).toEqual(a)
      expect(await dueIn(pk, dueAt)).toEqual([])
      const amended = [create('d', { dueAt }), remove(a), replace(await existing(pk, 'b')), replace(c)]
      expect(await store.commit(pk, amended)).toEqual(ok)
      expect(await idsIn(pk)).toEqual(['b', 'c', 'd'])
    })

    test('a list is in the order of ids, from (inclusive) to (exclusive), either way', async () => {
      const pk = newPartition()
      const sorted = ['-', '0', '10', '9', 'a', 'a-b', 'a0', 'aa', 'ab~1', 'a~', 'b', '~']
      await store.commit(
        pk,
        sorted.toReversed().map((id) => create(id)),
      )
      await store.commit(`${pk}-`, [create('a')])
      await store.commit(`${pk}0`, [create('a')])
      expect(await idsIn(pk)).toEqual(sorted)
      expect(await idsIn(pk, { descending: true })).toEqual(sorted.toReversed())
      expect(await idsIn(pk, { from: 'a', to: 'ab~1' })).toEqual(['a', 'a-b', 'a0', 'aa'])
      expect(await idsIn(pk, { from: 'a', to: 'b', descending: true, limit: 2 })).toEqual(['a~', 'ab~1'])
      expect(await idsIn(pk, { from: '9', limit: 3 })).toEqual(['9', 'a', 'a-b'])
      expect(await idsIn(pk, { limit: 0 })).toEqual([])
      expect(await idsIn(pk, { from: 'b', to: 'a' })).toEqual([])
      expect(await idsIn(newPartition())).toEqual([])
    })

    test('a list goes on over pages', async () => {
      const pk = newPartition()
      const ids = numbered(250)
      await createAll(pk, ids)
      expect(await idsIn(pk)).toEqual(ids)
      expect(await idsIn(pk, { descending: true })).toEqual(ids.toReversed())
      expect(await idsIn(pk, { limit: 201 })).toEqual(ids.slice(0, 201))
      expect(await idsIn(pk, { descending: true, limit: 100 })).toEqual(ids.toReversed().slice(0, 100))
    })

    test.each([false, true])(
      'a list while others write holds what stays, once (descending: %s)',
      async (descending) => {
        const pk = newPartition()
        const ids = numbered(220)
        await createAll(pk, ids)
        const seen: string[] = []
        for await (const { id } of store.list(pk, { from: 'entry~', to: 'entry~~', descending })) {
          seen.push(id)
          if (seen.length % 40 !== 0) continue
          const [gone, changed] = [
            await existing(pk, ids[seen.length]!),
            await existing(pk, ids[seen.length + 1]!),
          ]
          const added = create(`entry~${seen.length}~added`)
          expect(await store.commit(pk, [remove(gone), replace(changed), added])).toEqual(ok)
        }
        const stayed = new Set(await idsIn(pk))
        const expected = ids.filter((id) => stayed.has(id))
        expect(seen.filter((id) => expected.includes(id))).toEqual(
          descending ? expected.toReversed() : expected,
        )
        expect(new Set(seen).size).toBe(seen.length)
      },
    )

    test('due: what wants attention by then, soonest first', async () => {
      const pk = newPartition()
      const at = newInstant()
      const dueAt = { c: at + 30, a: at + 50, b: at + 10, d: at + 51 }
      const writes = Object.entries(dueAt).map(([id, instant]) => create(id, { dueAt: instant }))
      await store.commit(pk, [...writes, create('never')])
      expect(await dueIn(pk, at + 50)).toEqual(['b', 'c', 'a'])
      expect(await dueIn(pk, at + 9)).toEqual([])
      expect((await store.due(at + 60, 2)).map(({ id }) => id)).toEqual(['b', 'c'])
      const [first] = await store.due(at + 10, 1)
      expect(first).toEqual(await existing(pk, 'b'))
    })

    test('due follows every write: moved, dropped, deleted, in another partition', async () => {
      const [pk, other] = [newPartition(), newPartition()]
      const at = newInstant()
      await store.commit(
        pk,
        ['a', 'b', 'c'].map((id) => create(id, { dueAt: at })),
      )
      await store.commit(other, [create('a', { dueAt: at + 5 })])
      const [a, b, c] = [await existing(pk, 'a'), await existing(pk, 'b'), await existing(pk, 'c')]
      await store.commit(pk, [replace(a, { dueAt: at + 20 }), replace(b), remove(c)])
      expect(await store.due(at + 10, 10)).toEqual([await existing(other, 'a')])
      expect((await store.due(at + 20, 2)).map((stored) => [stored.pk, stored.id])).toEqual([
        [other, 'a'],
        [pk, 'a'],
      ])
    })

    test('work is claimed once, by moving its dueAt, whoever races for it', async () => {
      const pk = newPartition()
      const at = newInstant()
      const ids = numbered(20)
      await store.commit(
        pk,
        ids.map((id) => create(id, { dueAt: at })),
      )
      const claim = async (worker: number): Promise<string[]> => {
        const claimed: string[] = []
        for (;;) {
          const page = (await store.due(at, 5)).filter((stored) => stored.pk === pk)
          if (page.length === 0) return claimed
          for (const stored of page) {
            expect(stored.doc.dueAt, 'moved meanwhile').toBe(at)
            const { ok } = await store.commit(pk, [replace(stored, { worker, dueAt: at + 500 })])
            if (ok) claimed.push(stored.id)
          }
        }
      }
      const claims = await Promise.all(Array.from({ length: 8 }, (_, worker) => claim(worker)))
      expect(claims.flat().toSorted()).toEqual(ids)
      for (const [worker, claimed] of claims.entries())
        for (const id of claimed) expect((await existing(pk, id)).doc['worker']).toBe(worker)
    })

    test('64 writers on one document, each trying again: every acknowledged write is there once', async () => {
      const pk = newPartition()
      await store.commit(pk, [create('account', { minutes: 0 })])
      const add = async (writer: number): Promise<void> => {
        for (;;) {
          const account = await existing(pk, 'account')
          const minutes = Number(account.doc['minutes']) + writer
          const commit = await store.commit(pk, [create(`entry~${writer}`), replace(account, { minutes })])
          if (commit.ok) return
          expect(commit.conflict).toEqual({ id: 'account', found: 'changed' })
        }
      }
      await Promise.all(Array.from({ length: 64 }, (_, writer) => add(writer)))
      expect((await existing(pk, 'account')).doc['minutes']).toBe((63 * 64) / 2)
      expect(await idsIn(pk, { from: 'entry~', to: 'entry~~' })).toHaveLength(64)
    }, 60_000)

    test('a document is hidden from expiresAt on, and its id is free', async () => {
      const pk = newPartition()
      const dueAt = newInstant()
      const expiresAt = subject.now() + 5_000
      const later = subject.now() + 3_600_000
      await store.commit(pk, [
        create('a', { expiresAt, dueAt }),
        create('b', { expiresAt, dueAt }),
        create('c'),
      ])
      await store.commit(pk, [create('d', { expiresAt: later }), create('e', { expiresAt })])
      const [a, b] = [await existing(pk, 'a'), await existing(pk, 'b')]
      await store.commit(pk, [replace(await existing(pk, 'e'), { expiresAt: later })])
      await subject.pass(5_000)
      expect(await store.get(pk, 'a')).toBeUndefined()
      expect(await idsIn(pk)).toEqual(['c', 'd', 'e'])
      expect(await idsIn(pk, { limit: 1 })).toEqual(['c'])
      expect(await dueIn(pk, dueAt)).toEqual([])
      expect(await store.commit(pk, [replace(a)])).toEqual(conflict('a', 'missing'))
      expect(await store.commit(pk, [remove(b)])).toEqual(conflict('b', 'missing'))
      expect(await store.commit(pk, [create('a', { turn: 2 })])).toEqual(ok)
      await subject.pass(5_000)
      expect((await existing(pk, 'a')).doc).toEqual(note({ turn: 2 }))
      expect(await dueIn(pk, dueAt)).toEqual([])
    }, 30_000)

    test('a commit holds 1 to 100 writes, each id once', async () => {
      const pk = newPartition()
      await expect(store.commit(pk, [])).rejects.toThrow('1 to 100 writes')
      await expect(
        store.commit(
          pk,
          numbered(101).map((id) => create(id)),
        ),
      ).rejects.toThrow('1 to 100 writes')
      await expect(store.commit(pk, [create('a'), create('b'), create('a')])).rejects.toThrow('each id once')
      expect(await idsIn(pk)).toEqual([])
    })

    test('a commit holds 2 MB together, whatever the characters', async () => {
      const pk = newPartition().padEnd(200, '-')
      const ids = numbered(100).map((id) => id.padEnd(200, '-'))
      const filled = (text: string): Write[] => ids.map((id) => create(id, { text, dueAt: newInstant() }))
      await expect(store.commit(pk, filled('ŵ'.repeat(10_000)))).rejects.toThrow(
        /at most 2097152 bytes, not 2/,
      )
      await expect(store.commit(pk, [create('a', { text: 'x'.repeat(2_100_000) })])).rejects.toThrow(
        'at most',
      )
      expect(await idsIn(pk)).toEqual([])
      expect(await store.commit(pk, filled('ŵ'.repeat(9_900)))).toEqual(ok)
      expect(await idsIn(pk)).toHaveLength(100)
    }, 30_000)

    test.each(['', 'A', 'a/b', 'a b', 'a\0', 'é', 'a_b', 'a'.repeat(201)])(
      '%j is no id, nor a partition key',
      async (bad) => {
        await misused(store.get(bad, 'a'))
        await misused(store.get('a', bad))
        await misused(store.commit(bad, [create('a')]))
        await misused(store.commit('a', [create(bad)]))
        await misused(store.list(bad, { from: '-', to: '~' })[Symbol.asyncIterator]().next())
      },
    )

    test.each([-1, 1.5, NaN, Infinity, 2 ** 60])('%d is no instant', async (at) => {
      const pk = newPartition()
      await expect(store.commit(pk, [create('a', { dueAt: at })])).rejects.toThrow('whole milliseconds')
      await expect(store.commit(pk, [create('a', { expiresAt: at })])).rejects.toThrow('whole milliseconds')
    })

    test('ping answers', async () => {
      await expect(store.ping()).resolves.toBeUndefined()
    })
  })
}
