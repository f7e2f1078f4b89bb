// The log cannot repeat what people wrote, whoever writes the line and however hard the input tries.
import { expect, test } from 'vitest'
import { createLogger, errorReference, loggedType } from '../../src/server/log.ts'
import type { Fields } from '../../src/server/log.ts'

function logged(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = []
  write(createLogger('info', { write: (line) => void lines.push(line) }))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('a field that has no name here is left out', () => {
  const fields = { route: 'log', notes: 'met Cllr Smith', text: 'hi' } as Fields
  const [line] = logged((log) => log.info('turn', fields))
  expect(Object.keys(line ?? {}).sort()).toEqual(['level', 'msg', 'route', 'time'])
})

test('a word that is not short and plain is withheld', () => {
  const [line] = logged((log) => log.info('turn', { route: 'met Cllr Smith', outcome: 'x'.repeat(65) }))
  expect(line).toMatchObject({ route: '(withheld)', outcome: '(withheld)' })
})

test('an activity type that an outsider made up is only other', () => {
  expect([loggedType('invoke'), loggedType('Smith')]).toEqual(['invoke', 'other'])
})

test('a cause keeps its name, codes and places and loses its message', () => {
  const cause = Object.assign(new Error('no entry for Smith\n    at home (private.ts:1:1)'), {
    code: 'ENOENT',
  })
  const [line] = logged((log) => log.error('failed', {}, new TypeError('about Smith', { cause })))
  expect(line).toMatchObject({ cause: { name: 'TypeError', cause: { name: 'Error', code: 'ENOENT' } } })
  expect(JSON.stringify(line)).toContain('log.test.ts')
  expect(JSON.stringify(line)).not.toMatch(/Smith|private\.ts/)
})

test('a message changed after the throw takes the places with it rather than risk a word', () => {
  const cause = new Error('changed')
  cause.stack = 'Error: about Smith\n    at home (private.ts:1:1)'
  expect(logged((log) => log.error('failed', {}, cause))).toMatchObject([{ cause: { frames: [] } }])
})

test('a cause that is no error has only its kind', () => {
  expect(logged((log) => log.warn('failed', {}, 'Smith'))).toMatchObject([{ cause: { name: 'string' } }])
})

test('a reference can be read out: no letter that sounds or looks like another', () => {
  expect(errorReference(0)).toBe('0000-0000')
  expect(errorReference(2 ** 40 - 1)).toBe('ZZZZ-ZZZZ')
  expect(errorReference(0x08_86_42_98_e8)).toBe('1234-5678')
})
