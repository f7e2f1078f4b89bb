// The numbers that whoever runs the bot can watch: /readyz, the log, and OpenTelemetry once an SDK is registered.
import { metrics } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { expect, onTestFinished, test } from 'vitest'
import { createTurnMeasure, measureDispatcher } from '../../src/server/metrics.ts'
import { startEdge } from '../support/edge.ts'
import { minute, startPost, tellOf } from '../support/post.ts'

const idle = { run: () => Promise.resolve() }

test('/readyz says how long messages wait, and how many were sent, tried again and parked', async () => {
  const post = await startPost()
  onTestFinished(() => post.close())
  const dispatcher = post.dispatcher()
  const edge = await startEdge({ bot: idle, status: () => dispatcher.status() })
  onTestFinished(() => edge.close())
  const [alex, megan] = post.people
  post.says.set('1', 'hello')
  await post.leave([tellOf(alex!, 1), tellOf(megan!, 1)])
  post.pass(minute)
  expect((await edge.get('/readyz')).body).toEqual({
    status: 'ok',
    done: 0,
    sent: 0,
    retried: 0,
    unknown: 0,
    parked: 0,
    lagMs: minute,
  })
  post.connector.mishap({ status: 400 })
  await dispatcher.runDue()
  expect((await edge.get('/readyz')).body).toMatchObject({ sent: 1, parked: 1, lagMs: 0 })
})

test('a status that cannot be known makes nobody unready', async () => {
  const edge = await startEdge({ bot: idle, status: () => Promise.reject(new Error('gone')) })
  onTestFinished(() => edge.close())
  expect(await edge.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } })
})

test('metrics are collected once an SDK is registered, and cost nothing before', async () => {
  const counts = { done: 3, sent: 2, retried: 1, unknown: 0, parked: 4 }
  const status = () => Promise.resolve({ ...counts, lagMs: 1_500 })
  measureDispatcher(status)
  createTurnMeasure()(10, { activityType: 'message', outcome: 'answered' })

  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 })
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  onTestFinished(async () => {
    metrics.disable()
    await reader.shutdown()
  })
  measureDispatcher(status)
  createTurnMeasure()(250, { activityType: 'message', outcome: 'answered' })
  await reader.forceFlush()
  const [{ scopeMetrics } = { scopeMetrics: [] }] = exporter.getMetrics()
  const measured = new Map(
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints[0]?.value] as const),
    ),
  )
  expect(Object.fromEntries(measured)).toMatchObject({
    'bot.outbox.done': 3,
    'bot.outbox.sent': 2,
    'bot.outbox.retried': 1,
    'bot.outbox.unknown': 0,
    'bot.outbox.parked': 4,
    'bot.outbox.lag': 1.5,
    'bot.turn.duration': { count: 1, sum: 0.25 },
  })
})
