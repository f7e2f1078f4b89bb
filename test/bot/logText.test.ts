// What peers type after `log`, and what the form makes of it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LogText, readLogText } from '../../src/bot/logText.ts'
import { addDays, isLocalDate } from '../../src/domain/calendar.ts'

const saturday = '2026-11-21'
const read = (text: string): LogText => readLogText(text, saturday)

describe('log by text', () => {
  const cases: [text: string, expected: Partial<LogText>][] = [
    ['', {}],
    ['2h yesterday mentoring', { minutes: 120, date: '2026-11-20', activity: 'mentoring' }],
    [
      '2h yesterday mentoring for Rutland',
      { minutes: 120, date: '2026-11-20', activity: 'mentoring', place: 'Rutland' },
    ],
    [
      'yesterday mentoring for Rutland 2h',
      { minutes: 120, date: '2026-11-20', activity: 'mentoring', place: 'Rutland' },
    ],
    [
      'MENTORING, 2H, YESTERDAY, FOR RUTLAND',
      { minutes: 120, date: '2026-11-20', activity: 'mentoring', place: 'RUTLAND' },
    ],
    ['3h 19 November', { minutes: 180, date: '2026-11-19' }],
    ['2h 15/11 query', { minutes: 120, date: '2026-11-15', activity: 'query' }],
    ['2h 30/10 query', { minutes: 120, date: '2026-10-30', activity: 'query' }],
    ['2h 15.11.2026', { minutes: 120, date: '2026-11-15' }],
    ['2h 30th October query', { minutes: 120, date: '2026-10-30', activity: 'query' }],
    ['2h 2 days ago', { minutes: 120, date: '2026-11-19' }],
    ['1:30 on Tuesday', { minutes: 90, date: '2026-11-17' }],
    ['an hour and a half on the 3rd', { minutes: 90, date: '2026-11-03' }],
    ['45 mins mentorng Cllr Jones', { minutes: 45, activity: 'mentoring', notes: 'mentorng Cllr Jones' }],
    ['2h confrence', { minutes: 120, activity: 'conference' }],
    ['1h30 emial', { minutes: 90, activity: 'proactive', notes: 'emial' }],
    ['1h phone', { minutes: 60, activity: 'proactive', notes: 'phone' }],
    [
      '2h CPC in Leeds 3/11',
      { minutes: 120, date: '2026-11-03', activity: 'corporate-challenge', place: 'Leeds' },
    ],
    ['half a day peer challenge', { minutes: 240, activity: 'corporate-challenge' }],
    ['2h corporate mentoring', { minutes: 120, activity: 'corporate-mentoring' }],
    ['mentoring call 1h', { minutes: 60, activity: 'mentoring', notes: 'mentoring call' }],
    ['2h meeting', { minutes: 120, activity: 'meeting' }],
    ['2h regional meeting', { minutes: 120, activity: 'proactive', notes: 'regional meeting' }],
    ['2h for LGA conference', { minutes: 120, activity: 'conference' }],
    ['2h in the north west on Tuesday', { minutes: 120, date: '2026-11-17', place: 'north west' }],
    [
      '1h call with the leader for rutland about budgets 19/11',
      {
        minutes: 60,
        date: '2026-11-19',
        activity: 'proactive',
        place: 'rutland',
        notes: 'call with the leader about budgets',
      },
    ],
    [
      '2h mentoring in Brighton and Hove with Cllr Smith',
      { minutes: 120, activity: 'mentoring', place: 'Brighton and Hove', notes: 'with Cllr Smith' },
    ],
    // As people say it.
    ['1 hour 30 yesterday query', { minutes: 90, date: '2026-11-20', activity: 'query' }],
    ['1hr 15 on Tuesday', { minutes: 75, date: '2026-11-17' }],
    ['2 hours + 30 mins yesterday', { minutes: 150, date: '2026-11-20' }],
    ['an hour & a half yesterday', { minutes: 90, date: '2026-11-20' }],
    ['10am-12pm yesterday mentoring', { minutes: 120, date: '2026-11-20', activity: 'mentoring' }],
    ['from 9.30am to 1 on 12/11', { minutes: 210, date: '2026-11-12' }],
    ['10-1pm Tuesday', { minutes: 180, date: '2026-11-17' }],
    ['14:00-16:30 yesterday', { minutes: 150, date: '2026-11-20' }],
    ['2-4pm today', { minutes: 120, date: '2026-11-21' }],
    ['2h at 10am yesterday', { minutes: 120, date: '2026-11-20', notes: 'at 10am' }],
    ['10-12 yesterday', { date: '2026-11-20', notes: '10-12' }],
    [
      '2h meeting 10 to 12 councillors',
      { minutes: 120, activity: 'meeting', notes: 'meeting 10 to 12 councillors' },
    ],
    ['2h yest', { minutes: 120, date: '2026-11-20' }],
    ['2h ystrday', { minutes: 120, date: '2026-11-20' }],
    ['2h Monday gone', { minutes: 120, date: '2026-11-16' }],
    ['2h Tuesday before last', { minutes: 120, date: '2026-11-10' }],
    ['2h a week last Tuesday', { minutes: 120, date: '2026-11-10' }],
    [
      '1.5 hrs Tuesday evening, call',
      { minutes: 90, date: '2026-11-17', activity: 'proactive', notes: 'call' },
    ],
    [
      'I mentored Cllr Patel yesterday for two hours',
      { minutes: 120, date: '2026-11-20', activity: 'mentoring', notes: 'I mentored Cllr Patel' },
    ],
    [
      'Corporate: bespoke support 3h yesterday',
      { minutes: 180, date: '2026-11-20', activity: 'corporate-bespoke' },
    ],
    [
      'full day peer challenge at Torbay Council',
      { minutes: 480, activity: 'corporate-challenge', place: 'Torbay Council' },
    ],
    ['2h at County Hall', { minutes: 120, notes: 'at County Hall' }],
    [
      '1h prepping for the Wiltshire visit',
      { minutes: 60, place: 'Wiltshire', notes: 'prepping for the Wiltshire visit' },
    ],
    [
      '2h mentoring for South Hams District Council',
      { minutes: 120, activity: 'mentoring', place: 'South Hams District Council' },
    ],
    ['2h for St Albans', { minutes: 120, place: 'St Albans' }],
    // What looks like a date, a place or an activity and is none.
    ['2h Cllr April meeting', { minutes: 120, activity: 'meeting', notes: 'Cllr April meeting' }],
    ['march meeting 2h', { minutes: 120, activity: 'meeting', notes: 'march meeting' }],
    ['1h May', { minutes: 60, notes: 'May' }],
    ['2h 3 of the group', { minutes: 120, notes: '3 of the group' }],
    ['2h to Rutland', { minutes: 120, notes: 'to Rutland' }],
    ['2h 3rd session', { minutes: 120, notes: '3rd session' }],
    ['2h Tuesday in Cornwall', { minutes: 120, date: '2026-11-17', place: 'Cornwall' }],
    ['2h Sat in Ynys Môn', { minutes: 120, date: '2026-11-21', place: 'Ynys Môn' }],
    ['1h & 30m call (yesterday)', { minutes: 90, date: '2026-11-20', activity: 'proactive', notes: 'call' }],
    ['2h sat in on scrutiny', { minutes: 120, notes: 'sat in on scrutiny' }],
    ['2h for the group', { minutes: 120, notes: 'for the group' }],
    ['2h in preparation for budget', { minutes: 120, notes: 'in preparation for budget' }],
    ['2h for Rutland’s leader', { minutes: 120, notes: 'for Rutland’s leader' }],
    ['2h vote of no confidence', { minutes: 120, notes: 'vote of no confidence' }],
    // A certain date or duration settles an uncertain one.
    ['2h yesterday, 24/7 line', { minutes: 120, date: '2026-11-20', notes: '24/7 line' }],
    ['2h once a week', { minutes: 120, notes: 'once a week' }],
  ]
  it.each(cases)('%j', (text, expected) => expect(read(text)).toEqual({ doubts: [], ...expected }))

  it('C1: three days are three weekdays of 8 hours from the first', () => {
    expect(read('3 days from 3 November')).toEqual({
      days: 3,
      date: '2026-11-03',
      dates: ['2026-11-03', '2026-11-04', '2026-11-05'],
      doubts: [],
    })
    expect(read('3 days from 13/11 corporate mentoring').dates).toEqual([
      '2026-11-13',
      '2026-11-16',
      '2026-11-17',
    ])
    expect(read('2 days from last Sunday').dates).toEqual(['2026-11-16', '2026-11-17'])
    expect(read('3 days')).toEqual({ days: 3, doubts: [] })
  })

  it('D3: a range that reaches into the future is doubted as a whole', () =>
    expect(read('2 days from yesterday mentoring')).toEqual({
      activity: 'mentoring',
      notes: '2 days from yesterday mentoring',
      doubts: [{ type: 'future-date', text: '2 days from yesterday', date: '2026-11-23' }],
    }))

  it.each([
    ['11/19 2h', { type: 'month-first', text: '11/19' }, '11/19'],
    ['24/7 casework 1h', { type: 'unclear-date', text: '24/7' }, '24/7 casework'],
    ['2h last week', { type: 'unclear-date', text: 'last week' }, 'last week'],
    ['2h Tues 4th', { type: 'wrong-weekday', text: 'Tues 4th', date: '2026-11-04' }, 'Tues 4th'],
    ['2h the 3rd session', { type: 'unclear-date', text: 'the 3rd' }, 'the 3rd session'],
    ['2h TOMORROW', { type: 'future-date', text: 'TOMORROW', date: '2026-11-22' }, 'TOMORROW'],
    ['2h tomorrow', { type: 'future-date', text: 'tomorrow', date: '2026-11-22' }, 'tomorrow'],
    ['2h 3-5 November', { type: 'two-dates', text: '3-5 November' }, '3-5 November'],
    ['2h 5 Nov and 6 Nov', { type: 'two-dates', text: '5 Nov, 6 Nov' }, '5 Nov and 6 Nov'],
    ['2h20 yesterday', { type: 'not-quarters', text: '2h20', minutes: 140 }, '2h20'],
    ['26h', { type: 'over-a-day', text: '26h', minutes: 1560 }, '26h'],
    ['0h', { type: 'no-time', text: '0h' }, '0h'],
    ['-2h', { type: 'below-nought', text: '-2h' }, '2h'],
    ['−1.5 hours', { type: 'below-nought', text: '−1.5 hours' }, '−1.5 hours'],
    ['1h call and 2h mentoring', { type: 'two-durations', text: '1h, 2h' }, '1h call and 2h mentoring'],
    ['1h 30 councillors', { type: 'unclear-duration', text: '1h 30' }, '1h 30 councillors'],
    ['2h the week before last', { type: 'unclear-date', text: 'the week' }, 'the week before last'],
    ['1.5 days', { type: 'part-days', text: '1.5 days' }, '1.5 days'],
    ['30 days', { type: 'too-many-days', text: '30 days', days: 30 }, '30 days'],
    ['2 yesterday', { type: 'no-unit', text: '2' }, '2'],
  ])('%j is doubted and kept', (text, doubt, notes) =>
    expect(read(text)).toMatchObject({ doubts: [doubt], notes }),
  )

  it.each([
    [
      '2h corporate work',
      ['corporate-challenge', 'corporate-mentoring', 'corporate-bespoke', 'corporate-lga'],
    ],
    ['2h corprate', ['corporate-challenge', 'corporate-mentoring', 'corporate-bespoke', 'corporate-lga']],
    ['2h group meeting', ['proactive', 'meeting']],
    ['2h mentoring at the conference', ['mentoring', 'conference']],
  ])('%j may be any of %j', (text, activityGuesses) => {
    expect(read(text)).toMatchObject({ activityGuesses })
    expect(read(text).activity).toBeUndefined()
  })
})

describe('log by any text', () => {
  const today = fc.constantFrom(saturday, '2027-01-01', '2028-02-29', '2028-03-01')
  const known = (
    '2h|1h30|half a day|3 days|from|yesterday|Tues|19/11|3 November|11/19|tomorrow|on|last|week|mentoring|emial|' +
    'corporate|call|for|in|Rutland|the|,|24/7|2|and|5'
  ).split('|')
  const readers = known.join(' ').split(' ')
  // Words no reader knows.
  const unknown = fc.constantFrom('zqzq', 'Kvxw', 'öäöä', '会议', 'ffff’q', 'xy-zzy', '🙂', 'ŵyŵ')
  const typed = fc
    .array(fc.oneof(fc.constantFrom(...known), unknown), { maxLength: 14 })
    .map((words) => words.join(' '))
  const anything = fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 60 }))

  it('D3: never dates work in the future, and minutes are quarters of an hour within a day', () => {
    fc.assert(
      fc.property(anything, today, (text, today) => {
        const { minutes = 15, date = today, days, dates } = readLogText(text, today)
        for (const day of [date, ...(dates ?? [])]) expect(isLocalDate(day) && day <= today).toBe(true)
        expect(minutes % 15 === 0 && minutes > 0 && minutes <= 1440).toBe(true)
        expect(dates === undefined || dates.length === days).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('loses no word that it did not read', () => {
    fc.assert(
      fc.property(typed, today, (text, today) => {
        const { notes = '', place = '' } = readLogText(text, today)
        const count = (where: string, word: string): number => where.split(word).length - 1
        for (const word of text.split(' ').filter((word) => word !== '' && !readers.includes(word)))
          // A place in the middle of a phrase stays in the notes as well, which it would tear apart.
          expect(count(`${notes} ${place}`, word)).toBeGreaterThanOrEqual(count(text, word))
      }),
      { numRuns: 500 },
    )
  })

  it('keeps the words of every doubt in the notes', () => {
    fc.assert(
      fc.property(typed, today, (text, today) => {
        const { notes = '', doubts } = readLogText(text, today)
        // A range into the future names two places of the text at once; a day that is still to come was read all the same.
        const doubted = doubts
          .filter(({ type }) => type !== 'future-date' && type !== 'still-to-come')
          .flatMap((doubt) => doubt.text.split(', '))
        for (const words of doubted) expect(notes).toContain(words)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps a text without anything to read as it is', () => {
    fc.assert(
      fc.property(fc.array(unknown, { minLength: 1, maxLength: 300 }), (words) => {
        expect(read(words.join(' '))).toEqual({ notes: words.join(' '), doubts: [] })
      }),
    )
  })

  it('reads back every duration and date it can write', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 96 }),
        fc.integer({ min: 0, max: 300 }),
        today,
        (quarters, back, today) => {
          const minutes = quarters * 15
          const date = addDays(today, -back)
          const texts = [
            `${minutes} mins ${date}`,
            `${date} ${minutes / 60}h`,
            `${Math.floor(minutes / 60)}h${minutes % 60} on ${date}`,
          ]
          for (const text of texts) expect(readLogText(text, today)).toEqual({ minutes, date, doubts: [] })
        },
      ),
    )
  })
})
