// A person's chat with the bot in Microsoft's Agents Playground, driven as a person would: by what is on screen.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { botName } from '../../scripts/playground.ts'

/** Debian's Chromium, or the one that CHROMIUM names. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' })

/** The chat of the person whose Playground listens on the port, open on the personal chat. */
export async function openChat(browser: Browser, port: number) {
  const page = await browser.newPage({
    viewport: { width: 1400, height: 1000 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
  page.setDefaultTimeout(20_000)
  // The Playground asks the internet for fonts only.
  await page.route(/^https:/, (route) => route.abort())
  // Answers come over this socket, and the first of them by an installation that each opening of the page tells of.
  const listening = page.waitForEvent('websocket', (socket) => socket.url().includes('/conversations/stream'))
  const installed = page.waitForResponse(/\/installation$/)
  await page.goto(`http://localhost:${port}/`)
  await Promise.all([listening, installed])
  await page.getByRole('button', { name: 'Hide log panel' }).click()

  // In a channel the first box starts a post, each post has a box for replies, and answers are drawn otherwise.
  const messageBox = page.locator('[data-lexical-editor="true"]').last()
  const answers = page.locator('.fai-OutputCard')
  await messageBox.waitFor()
  const cards = page.locator('.ac-adaptiveCard')
  const lastCard = () => cards.last()

  /** Runs what asks the bot, and waits until its answer is there. */
  async function untilAnswered(ask: () => Promise<void>): Promise<void> {
    const before = await answers.count()
    await ask()
    await answers.nth(before).waitFor()
    await settle(page)
  }

  /** Types and presses Enter; once more if the page had not taken in yet what was typed, and sent nothing. */
  async function send(type: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries++) {
      await type()
      const sending = page.waitForRequest(/\/conversations\/[^/]+\/messages$/, { timeout: 3_000 })
      const [sent] = await Promise.allSettled([sending, page.keyboard.press('Enter')])
      if (sent.status === 'fulfilled') return
      if (tries === 4) throw new Error('the Playground sends nothing', { cause: sent.reason })
    }
  }

  /** Presses something, and waits for the bot's answer when that asks the bot. */
  async function untilTaken(act: () => Promise<void>): Promise<void> {
    const asked = page
      .waitForRequest(/\/_conversation\/v1\/(invoke|submit)$/, { timeout: 700 })
      .catch(() => undefined)
    await act()
    await (await asked)?.response()
    await settle(page)
  }

  /** Presses a button of the newest card. */
  const press = (title: string): Promise<void> =>
    untilTaken(() => lastCard().getByRole('button', { name: title, exact: true }).click())

  /** Where a button of the newest card stands on the page. */
  async function placeOf(title: string): Promise<{ x: number; y: number; width: number; height: number }> {
    const place = await lastCard().getByRole('button', { name: title, exact: true }).boundingBox()
    if (!place) throw new Error(`the button “${title}” is not in view`)
    return place
  }

  return {
    page,
    answers,
    lastCard,
    /** All of the newest answer's text. */
    lastAnswer: () => answers.last().innerText(),

    /** Waits until the newest card shows the text. */
    async untilShown(text: string): Promise<void> {
      try {
        await lastCard().getByText(text, { exact: true }).first().waitFor()
      } catch (cause) {
        const shown = await lastCard().innerText()
        throw new Error(`“${text}” did not come; the newest card says: ${shown}`, { cause })
      }
    },

    /** Sends a text and waits for the answer. */
    say: (text: string): Promise<void> => untilAnswered(() => send(() => messageBox.fill(text))),

    /** In a group chat: mentions the bot, says the text and waits for the answer. */
    mention: (text: string): Promise<void> =>
      untilAnswered(() =>
        send(async () => {
          await messageBox.fill('')
          await messageBox.pressSequentially('@')
          await page.getByRole('menuitem', { name: botName }).click()
          await messageBox.pressSequentially(` ${text}`)
        }),
      ),

    press,

    /** Presses a button, and once more, impatiently, where it stood: whatever has taken its place is pressed then. */
    async pressTwice(title: string): Promise<void> {
      const { x, y, width, height } = await placeOf(title)
      await press(title)
      await untilTaken(() => page.mouse.click(x + width / 2, y + height / 2))
    },

    placeOf,

    /** How many cards show the text. */
    cardsWith: (text: string): Promise<number> =>
      cards.filter({ has: page.getByText(text, { exact: true }) }).count(),

    /** The titles of the newest card's buttons, in order. */
    buttons: (): Promise<string[]> => lastCard().locator('.ac-actionSet').getByRole('button').allInnerTexts(),

    /** Types into the text or number field of the newest card with this label. */
    async fill(label: string, text: string): Promise<void> {
      await (await fieldOf(lastCard(), label)).fill(text)
    },

    /** Picks from a choice set, whether it is shown as a list or as radio buttons. */
    async choose(label: string, option: string): Promise<void> {
      const field = await fieldOf(lastCard(), label)
      if ((await field.getAttribute('role')) === 'radiogroup') {
        await field.getByRole('radio', { name: option, exact: true }).check()
        return
      }
      await field.click()
      const named = { name: option, exact: true }
      await page.getByRole('option', named).or(page.getByRole('menuitemcheckbox', named)).click()
      // A list of which several may be chosen stays open.
      if ((await field.getAttribute('aria-expanded')) === 'true') await page.keyboard.press('Escape')
    },

    /** The options of a list, in order. */
    async optionsOf(label: string): Promise<string[]> {
      const field = await fieldOf(lastCard(), label)
      await field.click()
      const options = page.getByRole('option')
      await options.first().waitFor()
      const titles = await options.allInnerTexts()
      await page.keyboard.press('Escape')
      return titles
    },

    /** Picks a date (`YYYY-MM-DD`) from the calendar, the only way in: the field takes no typing. */
    async pickDate(label: string, date: string): Promise<void> {
      await (await fieldOf(lastCard(), label)).click()
      const calendar = page.getByRole('dialog', { name: 'Calendar' })
      await turnTo(calendar, date.slice(0, 7))
      await calendar.getByRole('button', { name: dayName(date), exact: true }).click()
      await calendar.waitFor({ state: 'hidden' })
    },

    /** What a field shows; a date as the browser's locale writes it. */
    valueOf: async (label: string): Promise<string> => (await fieldOf(lastCard(), label)).inputValue(),

    /** Opens another conversation of the left-hand list by its name. */
    async visit(name: string): Promise<void> {
      await page.getByRole('treeitem', { name, exact: true }).click()
      await settle(page)
    },

    /** The conversation alone, from a question that is in view to the end of the newest answer. */
    async screenshotSince(question: string, path: string): Promise<void> {
      const top = await page.getByText(question, { exact: true }).last().boundingBox()
      const end = await answers.last().boundingBox()
      if (!top || !end) throw new Error(`“${question}” is not in view`)
      const y = top.y - 34
      const width = page.viewportSize()?.width ?? 0
      await page.screenshot({ path, clip: { x: 0, y, width, height: end.y + end.height + 16 - y } })
    },

    /** Kept in screenshots/, which is never committed. */
    screenshot: (name: string) => page.screenshot({ path: `screenshots/${name}.png` }),
  }
}

export type Chat = Awaited<ReturnType<typeof openChat>>

/** Lets the page draw what has just arrived. */
async function settle(page: Page): Promise<void> {
  await sleep(100)
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}

/** By its label and nothing else: an input's accessible name grows by its error message. */
async function fieldOf(card: Locator, label: string): Promise<Locator> {
  const text = new RegExp(`^\\s*${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*\\*?\\s*$`)
  const id = await card.locator('label.ac-richTextBlock').filter({ hasText: text }).getAttribute('for')
  return card.locator(`[id="${id}"]`)
}

const monthNames = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2026, month)).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' }),
)

/** As the calendar names its days: `19, November, 2026`. */
function dayName(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day}, ${monthNames[month! - 1]}, ${year}`
}

/** Turns the calendar's pages to a month `YYYY-MM`. */
async function turnTo(calendar: Locator, month: string): Promise<void> {
  for (let turns = 0; turns < 60; turns++) {
    const [name = '', year = ''] = (await calendar.getByRole('grid').getAttribute('aria-label'))!.split(
      /[ ,]+/,
    )
    const shown = `${year}-${String(monthNames.indexOf(name) + 1).padStart(2, '0')}`
    if (shown === month) return
    await calendar.getByRole('button', { name: shown > month ? /^Previous month/ : /^Next month/ }).click()
  }
  throw new Error(`The calendar did not reach ${month}.`)
}
