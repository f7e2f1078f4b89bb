// A reply as an activity: the one shape in which cards leave the bot, whoever speaks first.
import type { Reply } from './turn.ts'

export const cardContentType = 'application/vnd.microsoft.card.adaptive'

export const cardActivity = ({ summary, card }: Reply) => ({
  type: 'message',
  summary,
  attachments: [{ contentType: cardContentType, content: card }],
})
