// One's own register of interests to print: HTML that needs nothing from elsewhere, in which everything typed is text.
import type { RegisterConfirmation, SeenRegister, SeenVersion } from '../../app/register/register.ts'
import type { LocalDate } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import { roleTitle, type Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { escaped } from './escaped.ts'
import { datesOf, statusLine, versionTitle } from '../words/registerWords.ts'

const style = `
body { font: 1rem/1.45 'Segoe UI', system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1.25rem; color: #1b1b1b; background: #fff }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem; border-bottom: 1px solid #999 }
p, li { margin: .3rem 0 }
.of { color: #555 }
.typed { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate }
li { break-inside: avoid }
h2 { break-after: avoid }
@media print { body { margin: 0; max-width: none; font-size: 11pt } }
`

export interface RegisterPage {
  readonly person: Person
  readonly today: LocalDate
  readonly seen: SeenRegister & { readonly version: SeenVersion }
  readonly versions: readonly SeenVersion[]
  readonly confirmations: readonly RegisterConfirmation[]
}

/** The current version in full, and who saved and confirmed what when. */
export function registerPage({ person, today, seen, versions, confirmations }: RegisterPage): string {
  const { version, status } = seen
  const group = policyOf(person.group).name
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Register of interests</title><style>${style}</style></head><body>
<h1>Register of interests</h1>
<p><strong class="typed">${escaped(person.name)}</strong>, ${roleTitle(person.role)}, ${escaped(group)}</p>
<p>${versionTitle(version)}. ${escaped(statusLine(status, today))}</p>
<p class="of">Printed on ${longDate(today)}. Your council’s own register is a separate thing, kept by its monitoring officer.</p>
${version.headings.map((heading) => headingPart(heading, version)).join('\n')}
<h2>How it came to be</h2>
<ul>
${versions.map((each) => `<li>${versionTitle(each)}</li>`).join('\n')}
${confirmations.map(({ on, seq }) => `<li>Version ${seq} confirmed on ${longDate(on)}</li>`).join('\n')}
</ul>
</body></html>
`
}

function headingPart(
  { id, title, isNone }: SeenVersion['headings'][number],
  { entries }: SeenVersion,
): string {
  const own = entries.filter(({ heading }) => heading === id)
  const items = own.map((entry) => {
    const dates = datesOf(entry).trim()
    const notes = [...(dates ? [dates] : []), ...(entry.sensitive ? ['sensitive'] : [])].join('; ')
    return `<li><span class="typed" dir="auto">${escaped(entry.text ?? '')}</span>${notes ? ` <span class="of">(${notes})</span>` : ''}</li>`
  })
  const body =
    items.length > 0 ? `<ul>\n${items.join('\n')}\n</ul>` : `<p>${isNone ? 'None.' : 'Nothing stated.'}</p>`
  return `<h2>${escaped(title)}</h2>\n${body}`
}
