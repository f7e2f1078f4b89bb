// What a person sees of a card: its texts, what stands in its inputs, and its buttons.

export interface SeenButton {
  readonly title: string
  readonly verb: string
  readonly data: Record<string, unknown>
  readonly sendsInputs: boolean
}

export interface SeenLink {
  readonly title: string
  readonly url: string
}

export interface CardView {
  /** The sentence a toast and a screen reader get; of a card that replaces another, its fallback text. */
  readonly summary: string
  /** Every text in reading order, a line each: facts as `title: value`. */
  readonly text: string
  readonly inputs: Readonly<Record<string, string>>
  /** The labels of the inputs by id. */
  readonly labels: Readonly<Record<string, string>>
  readonly buttons: readonly SeenButton[]
  /** Buttons that open an address outside of the chat. */
  readonly links: readonly SeenLink[]
  readonly card: Record<string, unknown>
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

type Element = Record<string, unknown>

export function viewOf(activity: { summary?: string; attachments?: unknown[] }): CardView {
  const [attachment] = (activity.attachments ?? []) as { content: Element }[]
  if (!attachment) throw new Error('the activity has no card')
  const card = attachment.content
  const lines: string[] = []
  const inputs: Record<string, string> = {}
  const labels: Record<string, string> = {}
  const buttons: SeenButton[] = []
  const links: SeenLink[] = []

  const see = (element: Element): void => {
    const type = String(element['type'])
    if (type === 'TextBlock') lines.push(String(element['text']))
    if (type === 'RichTextBlock')
      lines.push((element['inlines'] as Element[]).map((run) => String(run['text'])).join(''))
    if (type === 'FactSet')
      for (const fact of element['facts'] as Element[])
        lines.push(`${String(fact['title'])}: ${String(fact['value'])}`)
    if (type.startsWith('Chart.'))
      for (const bar of element['data'] as Element[]) lines.push(`${String(bar['x'])}: ${String(bar['y'])}`)
    if (type.startsWith('Input.')) {
      inputs[String(element['id'])] = textOf(element['value'])
      labels[String(element['id'])] = textOf(element['label'])
    }
    for (const action of (element['actions'] ?? []) as Element[]) {
      const title = String(action['title'])
      if (action['type'] === 'Action.OpenUrl') links.push({ title, url: String(action['url']) })
      else
        buttons.push({
          title,
          verb: String(action['verb']),
          data: action['data'] as Record<string, unknown>,
          sendsInputs: action['associatedInputs'] !== 'none',
        })
    }
    for (const inner of ['items', 'body', 'columns'])
      for (const child of (element[inner] ?? []) as Element[]) see(child)
  }
  see(card)
  return {
    summary: activity.summary ?? String(card['fallbackText']),
    text: lines.join('\n'),
    inputs,
    labels,
    buttons,
    links,
    card,
  }
}

export interface Choice {
  readonly title: string
  readonly value: string
}

/** What the list of choices with that id offers; nothing where the card has none. */
export const choicesIn = ({ card }: CardView, id: string): readonly Choice[] =>
  (card['body'] as { id?: string; choices?: Choice[] }[]).find((each) => each.id === id)?.choices ?? []

export const valuesIn = (card: CardView, id: string): string[] =>
  choicesIn(card, id).map(({ value }) => value)

/** The value of the first choice whose title begins so; empty where there is none. */
export const choiceOf = (card: CardView, id: string, title: string): string =>
  choicesIn(card, id).find((each) => each.title.startsWith(title))?.value ?? ''
