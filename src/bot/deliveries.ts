// What the bot delivers besides answers, by name: commands of the outbox to their use cases, and topics to what a message
// about them says, timers to what they do. One row each.
import { announceClearance } from '../app/hours/waitingClearances.ts'
import { tellDispute } from '../app/hours/disputeEntry.ts'
import { runImport } from '../app/people/importPeople.ts'
import type { Deliveries } from '../app/outbox/delivery.ts'
import type { Deps } from '../app/deps.ts'
import { deliverGrant, endPromise } from '../app/hours/ledgerDeliveries.ts'
import {
  closeRequest,
  grantReserved,
  settlePot,
  takeBackHours,
  takeRequest,
} from '../app/pot/potDeliveries.ts'
import { remind } from '../app/pot/keyHolders.ts'
import { offerMoveBack } from '../app/hours/offerMoveBack.ts'
import { closeNext } from '../app/years/closeYear.ts'
import { deliverShare, takeShareBack } from '../app/years/shareDays.ts'
import { erasePerson } from '../app/people/erasePerson.ts'
import { runLogTimer } from '../app/notices/logTimer.ts'
import { askToDecide, recordMisses } from '../app/notices/misses.ts'
import { runOfficeTimer } from '../app/notices/officeTimer.ts'
import { runRegisterTimer } from '../app/register/registerTimer.ts'
import { wakeDocument } from '../app/outbox/stuckTimers.ts'
import { aboutMiss, aboutMissedDigest } from './topics/missTopics.ts'
import { aboutOfficeDigest } from './topics/officeTopics.ts'
import { aboutCarriedHours, aboutLogDue, aboutUnusedDays } from './topics/peerTopics.ts'
import { aboutRegisterDue } from './topics/registerTopics.ts'
import { aboutRemark } from './topics/reviewTopics.ts'
import { aboutAmended, aboutGrantBack, aboutYearEnd } from './topics/yearTopics.ts'
import { aboutEntered, aboutImport, aboutPerson } from './topics/personTopics.ts'
import { aboutStandIn } from './topics/standInTopics.ts'
import { aboutClearance, aboutRequest, openOnly } from './topics/topics.ts'

export const deliveriesOf = (deps: Deps): Deliveries => ({
  commands: {
    'pot-request': (body) => takeRequest(deps, body),
    'pot-remind': (body) => remind(deps, body, false),
    'pot-escalate': (body) => remind(deps, body, true),
    'pot-close': (body) => closeRequest(deps, body),
    'pot-return': (body) => takeBackHours(deps, body),
    'pot-settle': (body) => settlePot(deps, body),
    'pot-grant': (body) => grantReserved(deps, body),
    'ledger-grant': (body) => deliverGrant(deps, body),
    'ledger-end-promise': (body) => endPromise(deps, body),
    'ledger-allocate': (body) => deliverShare(deps, body),
    'pot-allot': (body) => takeShareBack(deps, body),
    'import-people': (body) => runImport(deps, body),
    'dispute-tell': (body) => tellDispute(deps, body),
    'clearance-ask': (body) => announceClearance(deps, body),
    'grant-freed': (body) => offerMoveBack(deps, body),
    'year-end-batch': (body) => closeNext(deps, body),
    'logs-missed': (body) => recordMisses(deps, body),
    'erase-person': (body) => erasePerson(deps, body),
    'miss-decide': (body) => askToDecide(deps, body),
    wake: (body) => wakeDocument(deps, body),
  },
  topics: openOnly(deps, {
    request: aboutRequest(deps),
    clearance: aboutClearance(deps),
    'log-due': aboutLogDue(deps),
    'carried-hours': aboutCarriedHours(deps),
    'unused-days': aboutUnusedDays(deps),
    miss: aboutMiss(deps),
    remark: aboutRemark(deps),
    'missed-digest': aboutMissedDigest(deps),
    'register-due': aboutRegisterDue(deps),
    'office-digest': aboutOfficeDigest(deps),
    person: aboutPerson(deps),
    'stand-in': aboutStandIn(deps),
    'year-end': aboutYearEnd(deps),
    'entered-for': aboutEntered(deps),
    amended: aboutAmended(deps),
    settled: aboutAmended(deps),
    'grant-back': aboutGrantBack(deps),
    import: aboutImport(deps),
  }),
  timers: {
    logs: (claimed, timer) => runLogTimer(deps, claimed, timer),
    office: (claimed, timer) => runOfficeTimer(deps, claimed, timer),
    register: (claimed, timer) => runRegisterTimer(deps, claimed, timer),
  },
})
