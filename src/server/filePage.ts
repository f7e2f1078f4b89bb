// The page behind a link. It only has a button: mail scanners and previews that open every address use nothing up. It
// names neither the file nor whose it is, since anybody may be looking.
import { createHash } from 'node:crypto'
import type { DeadLink } from '../app/records/links.ts'

export type PageState = 'ready' | DeadLink

interface Page {
  readonly status: number
  readonly title: string
  readonly lines: readonly string[]
}

const pages: Record<PageState, Page> = {
  ready: {
    status: 200,
    title: 'Your file is ready',
    lines: [
      'This link works once. Press Download and keep the file: it holds personal data, so keep it where only you and those who need it can read it.',
    ],
  },
  used: {
    status: 410,
    title: 'This link has been used',
    lines: [
      'Each link works once. If the file did not arrive whole, ask the bot for it again in your chat.',
      'If it was not you who used it, tell your group office: somebody else may have the file.',
    ],
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    lines: ['Links work for ten minutes. Ask the bot for the file again in your chat.'],
  },
  unknown: {
    status: 404,
    title: 'There is no such link',
    lines: [
      'The address may be incomplete, or more than a day old. Ask the bot for the file again in your chat.',
    ],
  },
  refused: {
    status: 403,
    title: 'This file is not open to you any more',
    lines: [
      'A role has changed or ended since the link was given. If that is wrong, tell your group office; nothing was sent.',
    ],
  },
  busy: {
    status: 503,
    title: 'Not answered in time',
    lines: ['Nothing was sent, and the link has not been used up. Go back and try again in a minute.'],
  },
}

const style =
  'body{font:1.125rem/1.5 "Segoe UI",system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#242424}' +
  'button{font:inherit;padding:.5rem 1.5rem;border:0;border-radius:4px;background:#4f52b2;color:#fff}' +
  'button:focus-visible{outline:3px solid #242424;outline-offset:2px}'
const styleHash = createHash('sha256').update(style).digest('base64')

/** What every answer under a link carries: kept by nobody, listed by nobody, shown inside nothing. */
const always = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
}

export const pageHeaders = {
  ...always,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
}

/** A document's own page may have styles, and nothing else. */
export const fileHeaders = (name: string, contentType: string) => ({
  ...always,
  'Content-Type': contentType,
  'Content-Disposition': dispositionOf(name),
  'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`,
})

/** Saved, never opened in place; a name of plain letters for all, and the whole of it for those who read RFC 6266. */
function dispositionOf(name: string): string {
  const whole = name.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/gu, '-').replace(/^\.+/, '') || 'file'
  const plain = whole
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w. -]/g, '-')
  const encoded = encodeURIComponent(whole).replace(
    /['()]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

export const pageStatus = (state: PageState): number => pages[state].status

export function pageText(state: PageState): string {
  const { title, lines } = pages[state]
  const button = state === 'ready' ? '<form method="post"><button autofocus>Download</button></form>' : ''
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>${lines.map((line) => `<p>${line}</p>`).join('')}${button}</main></body></html>
`
}
