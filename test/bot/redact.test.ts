// D5: the text of a note may go; the figures never.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { peerPartition } from '../../src/app/keys.ts'
import { listPeople } from '../../src/app/people/people.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

test('D5: a note is removed from the entry and from what it corrected; the history says so', async () => {
  const alex = bot.as('Alex Wilber')
  const form = await alex.says('log 2h yesterday mentoring')
  const receipt = await alex.presses(form, 'Save', { notes: 'Cllr Quillfeather asked' })
  const again = await alex.presses(receipt, 'Correct')
  await alex.presses(again, 'Save correction', { hours: '3' })
  const history = await alex.says('history')
  expect(history.text).toContain('Quillfeather')
  const before = (await alex.says('balance')).text

  expect((await alex.presses(history, 'Remove note')).text).toContain('Choose the entry')
  const seq = /No\. (\d+), entered[^\n]*corrects/.exec(history.text)?.[1] ?? ''
  for (let twice = 0; twice < 2; twice++)
    expect((await alex.presses(history, 'Remove note', { entry: seq })).text).toContain('D5')

  const after = await alex.says('history')
  expect(after.text).toContain('note removed on Sat 21 Nov 2026')
  expect((await alex.says('balance')).text).toBe(before)
  const [person] = (await listPeople(bot.store, 'independent')).filter(({ name }) => name === 'Alex Wilber')
  if (!person) throw new Error('Alex is not there')
  for await (const { doc } of bot.store.list(peerPartition(person), { from: '-', to: '~~' }))
    expect(JSON.stringify(doc)).not.toContain('Quillfeather')
})

test('D5, X3: the Head’s card about the hours loses the note too, before and after it was cleared', async () => {
  const [alex, adele] = [bot.as('Alex Wilber'), bot.as('Adele Vance')]
  await adele.says('hi')
  for (const isCleared of [false, true]) {
    const form = await alex.says('log 2h yesterday query')
    await alex.presses(form, 'Save', { askedBy: 'direct', place: 'Ely', notes: 'Cllr Quillfeather again' })
    const card = await adele.receives()
    expect(card.latest().text).toContain('Quillfeather')
    if (isCleared) await adele.presses(card, 'Clear')
    const history = await alex.says('history')
    const seq = /No\. (\d+), entered/.exec(history.text)?.[1] ?? ''
    const said = await alex.presses(history, 'Remove note', { entry: seq })
    expect(said.text).toContain('What Teams keeps of messages')
    await bot.runDue()
    expect(card.latest().text).not.toContain('Quillfeather')
    expect(card.latest().text).toContain('Ely')
  }
})
