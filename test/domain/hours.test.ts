// P13: when somebody may be spoken to, at the edges: days away that never end.
import { expect, test } from 'vitest'
import { mostDaysLater, nextAt, welcomeFrom } from '../../src/domain/hours.ts'

test('P13: whoever is away for ever is spoken to after two years and some, and finding the day takes no time', () => {
  const welcome = { zone: 'Europe/London', away: [{ from: '2026-11-20', to: '9999-12-31' }] }
  const at = Date.parse('2026-11-20T12:00:00Z')
  const then = welcomeFrom(at, 9, welcome)
  expect(new Date(then).toISOString()).toBe('2029-01-28T09:00:00.000Z')
  expect(then - Date.parse('2026-11-20T09:00:00Z')).toBe(mostDaysLater * 86_400_000)
  expect(nextAt(at, 9, { ...welcome, away: [] })).toBe(Date.parse('2026-11-23T09:00:00Z'))
})
