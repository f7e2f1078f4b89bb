// Would the linter notice? One deliberate violation a rule, written to a temporary tree beside a copy of the
// real configuration; and the one ambient clock that no lint rule can tell from an innocent call.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const directions = 'no-restricted-imports'
const ambient = 'no-restricted-properties'

/** What must be refused: the file, its offending text, the rule that has to say so. */
const violations: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['src/domain/a.ts', `import '../app/ports.ts'`, directions],
  ['src/domain/b.ts', `import 'botbuilder'`, directions],
  ['src/domain/c.ts', `import 'node:fs'`, directions],
  ['src/domain/d.ts', `export * from '../store/level.ts'`, directions],
  ['src/app/a.ts', `import '../bot/routes.ts'`, directions],
  ['src/app/b.ts', `import '../store/level.ts'`, directions],
  ['src/app/c.ts', `import '../server/http.ts'`, directions],
  ['src/app/d.ts', `import '../main.ts'`, directions],
  ['src/app/e.ts', `export const later = () => import('../bot/cards.ts')`, directions],
  ['src/app/f.ts', `export { randomUUID } from 'node:crypto'`, directions],
  [
    'src/app/g.ts',
    `import type { TurnContext } from 'botbuilder'\nexport type Turn = TurnContext`,
    directions,
  ],
  ['src/app/hours/a.ts', `import '../../bot/routes.ts'`, directions],
  ['src/app/hours/b.ts', `import '../../store/level.ts'`, directions],
  ['src/app/hours/c.ts', `import '../../main.ts'`, directions],
  ['src/store/a.ts', `import '../app/hours/logHours.ts'`, directions],
  ['src/store/b.ts', `import '../bot/cards.ts'`, directions],
  ['src/bot/a.ts', `import '../server/http.ts'`, directions],
  ['src/bot/b.ts', `import '../store/level.ts'`, directions],
  ['src/bot/c.ts', `import 'botbuilder'`, directions],
  ['src/bot/teams.ts', `import 'restify'`, directions],
  ['src/bot/dialogs/a.ts', `import 'botbuilder'`, directions],
  ['src/bot/dialogs/b.ts', `import '../../store/level.ts'`, directions],
  ['src/bot/dialogs/c.ts', `import '../../main.ts'`, directions],
  ['src/bot/dialogs/hours/a.ts', `import 'botbuilder'`, directions],
  ['src/bot/dialogs/hours/b.ts', `import '../../../store/level.ts'`, directions],
  ['src/bot/dialogs/hours/c.ts', `import '../../../main.ts'`, directions],
  ['src/server/a.ts', `import '../store/level.ts'`, directions],
  ['src/server/b.ts', `import '../main.ts'`, directions],
  ['src/config.ts', `import './server/http.ts'`, directions],
  ['src/domain/cycle1.ts', `import { b } from './cycle2.ts'\nexport const a = () => b()`, 'no-cycle'],
  ['src/domain/cycle2.ts', `import { a } from './cycle1.ts'\nexport const b = (): void => a()`, 'no-cycle'],
  ['src/app/clock.ts', 'export const at = () => Date.now()', ambient],
  ['src/app/dice.ts', 'export const face = () => Math.random()', ambient],
  ['src/bot/env.ts', `export const port = process.env['PORT']`, ambient],
  [
    'src/app/floating.ts',
    'export function go(save: () => Promise<void>) {\n  save()\n}',
    'no-floating-promises',
  ],
  [
    'src/app/switch.ts',
    `export function name(kind: 'work' | 'nil'): string {\n  let said = ''\n  switch (kind) {\n    case 'work':\n      said = 'Work'\n  }\n  return said\n}`,
    'switch-exhaustiveness-check',
  ],
  ['src/server/console.ts', `console.log('ready')`, 'no-console'],
]

/** What must be let through, so that the rules above are known to be no blanket refusal. */
const allowed: readonly (readonly [file: string, text: string])[] = [
  ['src/domain/fine.ts', `import 'luxon'\nimport 'zod'\nimport './calendar.ts'`],
  [
    'src/app/fine.ts',
    `import './ports.ts'\nimport '../domain/calendar.ts'\nexport { createHash } from 'node:crypto'`,
  ],
  ['src/store/fine.ts', `import '../app/ports.ts'\nimport 'classic-level'\nimport '@azure/cosmos'`],
  ['src/bot/fine.ts', `import './dialogs/log.ts'\nimport '../app/hours/logHours.ts'`],
  [
    'src/bot/dialogs/fine.ts',
    `import '../cards.ts'\nimport '../../app/hours/logHours.ts'\nimport '../../domain/calendar.ts'`,
  ],
  [
    'src/app/hours/fine.ts',
    `import '../ports.ts'\nimport '../pot/seePot.ts'\nimport '../../domain/calendar.ts'`,
  ],
  [
    'src/bot/dialogs/hours/fine.ts',
    `import '../../cards.ts'\nimport '../../../app/hours/logHours.ts'\nimport '../../../domain/calendar.ts'`,
  ],
  ['src/server/fine.ts', `import '../bot/teams.ts'\nimport 'botbuilder'\nimport 'node:http'`],
  [
    'src/main.ts',
    `import './server/http.ts'\nimport './store/level.ts'\nexport const at = Date.now() + Number(process.env['PORT'])`,
  ],
]

describe('the linter', () => {
  let tree: string
  let said: { filename: string; code: string }[] = []

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'lint-'))
    for (const name of ['.oxlintrc.json', 'tsconfig.json']) cpSync(name, join(tree, name))
    for (const [file, text] of [...violations, ...allowed]) {
      mkdirSync(dirname(join(tree, file)), { recursive: true })
      writeFileSync(join(tree, file), `${text}\n`)
    }
    symlinkSync(join(process.cwd(), 'node_modules'), join(tree, 'node_modules'))
    const run = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '--format', 'json', 'src'], {
      cwd: tree,
      encoding: 'utf8',
    })
    said = (JSON.parse(run.stdout) as { diagnostics: typeof said }).diagnostics
  })
  afterAll(() => rmSync(tree, { recursive: true }))

  const saidOf = (file: string) => said.filter((one) => one.filename === file).map((one) => one.code)

  for (const [file, text, rule] of violations) {
    it(`refuses in ${file}: ${text.split('\n')[0]}`, () => {
      expect(saidOf(file)).toContainEqual(expect.stringContaining(`(${rule})`))
    })
  }

  for (const [file] of allowed) {
    it(`has nothing to say about ${file}`, () => {
      expect(saidOf(file)).toEqual([])
    })
  }
})

describe('the clock', () => {
  const takesToday = /\bnew Date\(\s*\)|\bnew Date\b(?!\()|(?<!new )\bDate\(\s*\)/

  it('is recognised when it is read without asking', () => {
    expect(['new Date()', 'new Date', 'Date()'].every((text) => takesToday.test(text))).toBe(true)
    expect(takesToday.test('new Date(instant)')).toBe(false)
  })

  it('is read nowhere below main.ts', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    )
    const guilty = files.filter((file) => takesToday.test(readFileSync(join('src', file), 'utf8')))
    expect(guilty.filter((file) => file !== 'main.ts')).toEqual([])
  })
})
