// The card templates of cards/, each read once and bound to strings. Numbers, dates and sums are written in
// TypeScript before they get here: template expressions divide integers.
import { readFileSync } from 'node:fs'
import { Template } from 'adaptivecards-templating'
import type { Button } from './cardParts.ts'
import type { OfficeCards } from './officeCards.ts'
import type { PeerCards } from './peerCards.ts'
import type { Reply } from './turn.ts'

/** A button that sends the card's inputs along unless told otherwise; its data repeats the verb for the Submit fallback. */
export const button = (
  title: string,
  verb: string,
  data: Readonly<Record<string, unknown>> = {},
  { style = 'default', inputs = 'none' }: Partial<Pick<Button, 'style' | 'inputs'>> = {},
): Button => ({ title, verb, data: { ...data, verb, v: cardVersion }, style, inputs })

/** The version of what cards send back; an older card is answered with a fresh one. */
export const cardVersion = 1

type CardData = PeerCards & OfficeCards
export type CardName = keyof CardData

const templates = new Map<CardName, Template>()

/** One template a card, kept: making one costs far more than expanding it. */
function templateOf(name: CardName): Template {
  const kept = templates.get(name)
  if (kept) return kept
  const file = new URL(import.meta.resolve(`#cards/${name}.json`))
  const template = new Template(JSON.parse(readFileSync(file, 'utf8')))
  templates.set(name, template)
  return template
}

/** A reply with the card bound to its data. */
export function reply<Name extends CardName>(name: Name, summary: string, data: CardData[Name]): Reply {
  return { summary, card: templateOf(name).expand({ $root: { summary, ...data } }) }
}
