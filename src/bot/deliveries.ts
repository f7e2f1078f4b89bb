// What the bot delivers besides answers, by name: commands of the outbox to their use cases, and topics to what a message
// about them says. One row each.
import type { Deps } from '../app/deps.ts'
import type { Deliveries } from '../app/delivery.ts'

export const deliveriesOf = (_deps: Deps): Deliveries => ({ commands: {}, topics: {} })
