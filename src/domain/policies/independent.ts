// 004, the Group Performance Protocol for Regional Peers, is this group's own.
import { pay, register } from './shared.ts'

export const independent = {
  group: 'independent',
  name: 'Independent Group',
  version: 1,
  dailyRates: pay,
  conferences: 'unclaimed',
  directRequests: 'held',
  keys: ['national', 'head'],
  missedLogs: 'told',
  register,
  retentionYears: 6,
}
