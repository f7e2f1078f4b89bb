// A typed text on which readers strike out what they have read. What nobody strikes out stays as it was typed and
// becomes the notes, so that nothing is lost.

export interface Span {
  start: number
  /** Exclusive. */
  end: number
}

/** Where a pattern matched, with the words as typed. */
export const spanOf = (match: RegExpExecArray, typed: string): Span & { text: string } => {
  const [start, end] = [match.index, match.index + match[0].length]
  return { start, end, text: typed.slice(start, end).trim() }
}

/** The letters and digits of a word in any script, for a character class. */
export const letter = 'A-Za-z0-9À-ɏͰ-῿⺀-퟿'

/**
 * ASCII capitals made small, every place kept. Patterns run on this, because `\p{L}` and the flag `i` together cost
 * a millisecond a pattern to compile: 100 ms over the first few messages.
 */
export const lowered = (text: string): string => text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())

// Stand for what was struck out and for what was closed; neither occurs in a sheet's own text.
const gap = '\0'
const closed = '\x01'

/** The text with a span struck out, every place kept. */
export const blank = (text: string, { start, end }: Span, by = gap): string =>
  text.slice(0, start) + by.repeat(end - start) + text.slice(end)

export class Sheet {
  /** What is still open to the next reader; what was taken or kept is blanked. */
  open: string
  #left: string

  /** Only the first `most` characters are open to readers. */
  constructor(typed: string, most: number) {
    this.#left = typed.replaceAll(gap, ' ').replaceAll(closed, ' ')
    this.open = this.#left.slice(0, most)
  }

  /** Strikes out what was read. */
  take(span: Span): void {
    this.open = blank(this.open, span)
    this.#left = blank(this.#left, span)
  }

  /** Closes what could not be read to later readers, and leaves it for the notes. */
  keep(span: Span): void {
    this.open = blank(this.open, span, closed)
  }

  /** What was not read, without the joints ("on", "for", a comma) that hung on to what was. */
  get left(): string {
    return this.#left
      .split(/\0+/)
      .map((part) => part.trim())
      .filter((part) => lowered(part).replace(joints, '').trim() !== '')
      .join(' ')
      .replace(/^[\s.,;:!?)–-]+|[\s,;:(–-]+$/g, '')
  }
}

const joints = new RegExp(
  `(?<![${letter}])(?:on|for|in|at|of|and|the|an?|from|to|with|did|spent)(?![${letter}])|[.,;:!?()–-]`,
  'g',
)
