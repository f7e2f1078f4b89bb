// 002: ships without 004's consequences (C4, P13, the second key of X2) until the group adopts them.
import { pay, register } from './shared.ts'

export const liberalDemocrat = {
  group: 'liberal-democrat',
  name: 'Liberal Democrat Group',
  version: 1,
  dailyRates: pay,
  conferences: 'claimed',
  directRequests: 'held',
  keys: ['head'],
  missedLogs: 'nothing',
  register,
  retentionYears: 6,
}
