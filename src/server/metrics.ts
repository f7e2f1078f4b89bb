// What can be measured of the running bot, through OpenTelemetry's own interface. Until somebody registers an SDK (the README
// says how) every call here does nothing; numbers alone are measured, never who or what.
import { metrics } from '@opentelemetry/api'
import type { Status } from '../app/outbox/dispatcher.ts'

const meter = () => metrics.getMeter('member-peer-bot')

/** The dispatcher's counts, and how long messages have been waiting; asked for whenever somebody collects. */
export function measureDispatcher(status: () => Promise<Status>): void {
  const from = meter()
  const counter = (name: string, description: string) =>
    from.createObservableCounter(`bot.outbox.${name}`, { description, unit: '{errand}' })
  const counters = {
    done: counter('done', 'Errands that are done'),
    sent: counter('sent', 'Messages that went out'),
    retried: counter('retried', 'Tries to be made again'),
    unknown: counter('unknown', 'Messages that may have gone out and are sent again'),
    parked: counter('parked', 'Errands that were given up'),
  }
  const lag = from.createObservableGauge('bot.outbox.lag', {
    description: 'For how long what has waited longest is due already',
    unit: 's',
  })
  from.addBatchObservableCallback(
    async (result) => {
      const now = await status()
      for (const [name, counter] of Object.entries(counters))
        result.observe(counter, now[name as keyof typeof counters])
      result.observe(lag, now.lagMs / 1_000)
    },
    [...Object.values(counters), lag],
  )
}

/** How long turns take, by what came and how it ended. */
export function createTurnMeasure(): (ms: number, turn: { activityType: string; outcome: string }) => void {
  const histogram = meter().createHistogram('bot.turn.duration', {
    description: 'From the request to its answer',
    unit: 's',
  })
  return (ms, { activityType, outcome }) => histogram.record(ms / 1_000, { activityType, outcome })
}
