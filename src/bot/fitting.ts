// Cards stay under 28 KB: a reply that holds many texts is written with shorter ones until it fits.
import type { Reply } from './turn.ts'

/** With room for the envelope around a card. */
const mostBytes = 26_000

export const fits = ({ card }: Reply): boolean => Buffer.byteLength(JSON.stringify(card)) <= mostBytes

/** The first that fits, with texts of so many characters at most; the shortest one if none does. */
export function fitting(write: (most: number) => Reply): Reply {
  for (const most of [500, 200, 80]) {
    const written = write(most)
    if (fits(written)) return written
  }
  return write(20)
}
