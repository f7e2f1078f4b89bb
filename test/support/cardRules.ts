// What every card must keep, whatever is shown on it: readable by Teams, small, labelled, and with what people typed
// only where nothing reads it as Markdown.
import library from 'adaptivecards/dist/adaptivecards.js'

type Element = Readonly<Record<string, unknown>>

const mostBytes = 28 * 1024
const mostActions = 6

/**
 * What is wrong with a card, a sentence each. `sent` is what goes over the wire with it; `typed` finds what people
 * typed, where a test has marked it.
 */
export function wrongIn(card: Element, sent: unknown, typed: RegExp): string[] {
  const wrong: string[] = []
  const context = new library.SerializationContext(library.Versions.v1_5)
  const parsed = new library.AdaptiveCard()
  parsed.parse(card, context)
  for (let at = 0; at < context.eventCount; at++) {
    const { message } = context.getEventAt(at)
    // Teams draws charts, the library does not: it takes their fallback, which is held to the same rules as the rest.
    if (!message.startsWith('Unknown element type "Chart.')) wrong.push(message)
  }
  for (const { message } of parsed.validateProperties().validationEvents) wrong.push(message)
  if (card['version'] !== '1.5') wrong.push(`version ${String(card['version'])}`)
  const bytes = Buffer.byteLength(JSON.stringify(sent))
  if (bytes >= mostBytes) wrong.push(`${bytes} bytes`)

  let actions = 0
  const see = (element: Element, isPlainChoice = false): void => {
    const type = String(element['type'])
    for (const [key, value] of Object.entries(element)) {
      const mayBeTyped =
        (type === 'TextRun' && key === 'text') ||
        (type.startsWith('Input.') && key === 'value') ||
        (isPlainChoice && key === 'title')
      const isSpoken = key === 'fallbackText' || key === 'speak'
      for (const text of key === 'data' ? [] : [value].flat())
        if (typeof text === 'string' && !mayBeTyped && !isSpoken) {
          if (typed.test(text)) wrong.push(`typed text in ${type}.${key}`)
          if (text.includes('${')) wrong.push(`a literal \${ in ${type}.${key}`)
        }
    }
    if (type.startsWith('Chart.')) {
      const fallback = element['fallback'] as Element | undefined
      if (!fallback) wrong.push('a chart without a fallback')
      else see(fallback)
      for (const { x, y } of (element['data'] ?? []) as Element[])
        if (typeof x !== 'string' || x === '' || typeof y !== 'number')
          wrong.push('a bar without name or length')
    }
    if (type.startsWith('Input.') && !element['label']) wrong.push(`${String(element['id'])} has no label`)
    if (type === 'Action.OpenUrl') actions++
    if (type === 'Action.Execute') {
      actions++
      const fallback = element['fallback'] as Element | undefined
      const data = element['data'] as Element
      if (fallback?.['type'] !== 'Action.Submit') wrong.push('an Execute without a Submit')
      if (JSON.stringify(fallback?.['data']) !== JSON.stringify(data)) wrong.push('a Submit with other data')
      if (fallback?.['title'] !== element['title']) wrong.push('a Submit with another title')
      if (data['verb'] !== element['verb']) wrong.push('a Submit that names another verb')
    }
    for (const key of ['body', 'items', 'columns', 'rows', 'cells', 'inlines', 'facts', 'choices', 'actions'])
      // A list that drops down shows its choices as they are; one that is laid out reads them as Markdown.
      for (const inner of (element[key] ?? []) as Element[])
        see(inner, key === 'choices' && element['style'] === 'compact')
  }
  see(card)
  if (actions > mostActions) wrong.push(`${actions} actions`)
  if (card['fallbackText'] === '') wrong.push('no summary')
  return wrong
}
