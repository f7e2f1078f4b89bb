// Reads whose figures are asked for, and of which year, after `balance`, `why`, `history` and `payments`.
import type { LocalDate, MeetingYear } from '../../domain/calendar.ts'
import { readMonth, readYear } from './month.ts'

export interface PeerRead {
  readonly find?: string
  readonly year?: MeetingYear
}

const mostTyped = 300

/** `Alex`, `for Alex Wilber last year`, `of Alex’s in 2025/26?`; a year alone is about a peer who is still to be chosen. */
export function readPeer(typed: string, today: LocalDate): PeerRead {
  const text = typed
    .slice(0, mostTyped)
    .replace(/\s+/g, ' ')
    .replace(/(?:[ ,]+(?:please|pls|thanks|thank you))?[ !?]*$/i, '')
    .trim()
  const alone = readYear(text, today)
  if (alone !== undefined) return { year: alone }
  const [, who = '', when = ''] =
    /^(.+?) (?:(?:for|in|of) )?((?:last|this) year|20\d\d[/-]\d\d)$/i.exec(text) ?? []
  const year = readYear(when, today)
  const find = (year === undefined ? text : who).replace(/^(?:for|of) /i, '').replace(/['’]s$/, '')
  return { ...(find !== '' && { find }), ...(year !== undefined && { year }) }
}

/** Whether the text is about one's own: a month or a year, and nobody's name. */
export const isPeriod = (typed: string, today: LocalDate): boolean =>
  (readMonth(typed, today) ?? readYear(typed, today)) !== undefined
