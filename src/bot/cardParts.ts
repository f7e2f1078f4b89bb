// What cards have in common: a button, and a label with its value.

export interface Button {
  readonly title: string
  /** The route it presses, and what that needs beside the card's inputs. */
  readonly verb: string
  readonly data: Readonly<Record<string, unknown>>
  readonly style: 'default' | 'positive' | 'destructive'
  /** `none` leaves the card's inputs out, and unchecked. */
  readonly inputs: 'auto' | 'none'
}

export interface Fact {
  readonly title: string
  readonly value: string
}
