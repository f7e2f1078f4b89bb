// Reads the hours of a whole piece of work: more than a day holds, so not as a day's hours are read.
import { dayMinutes } from '../../domain/money.ts'
import { readHours } from './duration.ts'

/** `24`, `7.5`, `7,5`, `24 h`, `3 days`, `2.5 days`: minutes, 8 hours a day; undefined when it cannot be read. */
export function readWorkHours(typed: string): number | undefined {
  const text = typed.trim().toLowerCase().replace(',', '.')
  const written = /^(-?\d{1,5}(?:\.\d{1,2})?)\s*(h|hrs?|hours?|d|days?)?$/.exec(text)
  if (written) {
    const minutes = Number(written[1]) * (written[2]?.startsWith('d') ? dayMinutes : 60)
    return Number.isInteger(minutes) ? minutes : Math.round(minutes)
  }
  const read = readHours(typed)
  return read.ok ? read.value : undefined
}

/** The same where days are asked for: a number alone is days, `.5` and `15.` too. */
export function readWorkDays(typed: string): number | undefined {
  const alone = /^(\d*)(?:[.,](\d*))?$/.exec(typed.trim())
  const [, whole = '', part = ''] = alone ?? []
  return readWorkHours(whole + part === '' ? typed : `${whole || '0'}.${part || '0'} days`)
}
