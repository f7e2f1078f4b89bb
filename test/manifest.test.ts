// The Teams app package, checked offline against the newest manifest schema that @microsoft/app-manifest carries.
import { Ajv } from 'ajv'
import { unzipSync } from 'fflate'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fillManifest, zipApp } from '../scripts/teamsApp.ts'

const template = readFileSync('manifest/manifest.json', 'utf8')
const appId = '1f2e3d4c-5b6a-4789-8899-aabbccddeeff'
const fill = (env: NodeJS.ProcessEnv = { MicrosoftAppId: appId }) => fillManifest(template, env, '1.2.3')

interface Manifest {
  readonly manifestVersion: string
  readonly id: string
  readonly version: string
  readonly name: { readonly short: string }
  readonly developer: { readonly name: string; readonly privacyUrl: string }
  readonly bots: readonly {
    readonly botId: string
    readonly commandLists: readonly {
      readonly scopes: readonly string[]
      readonly commands: readonly { title: string }[]
    }[]
  }[]
}
const manifest = JSON.parse(fill()) as Manifest

describe('the manifest', () => {
  const require = createRequire(import.meta.url)
  const schemas = join(
    dirname(require.resolve('@microsoft/app-manifest/package.json')),
    'build/json-schemas/teams',
  )
  const [newest = ''] = readdirSync(schemas)
    .filter((name) => /^v\d+\.\d+$/.test(name))
    .toSorted((a, b) => Number(b.split('.')[1]) - Number(a.split('.')[1]))

  it('is written to the newest schema', () => {
    expect(`v${manifest.manifestVersion}`).toBe(newest)
  })

  it('is valid', () => {
    const { $schema: _, ...schema } = JSON.parse(
      readFileSync(join(schemas, newest, 'MicrosoftTeams.schema.json'), 'utf8'),
    ) as Record<string, unknown>
    const validate = new Ajv({ strict: false, allErrors: true, formats: { uri: true } }).compile(schema)
    validate(manifest)
    expect(validate.errors).toBeNull()
    expect(validate({ ...manifest, bots: [{ botId: 'no-guid', scopes: ['personal'] }] })).toBe(false)
  })

  it('has one bot with at most ten commands a scope', () => {
    expect(manifest.bots).toHaveLength(1)
    const lists = manifest.bots[0]!.commandLists
    expect(lists.flatMap(({ scopes }) => scopes).toSorted()).toEqual(['groupChat', 'personal', 'team'])
    for (const { commands } of lists) expect(commands.length).toBeLessThanOrEqual(10)
    expect(manifest.name.short.length).toBeLessThanOrEqual(30)
  })
})

describe('npm run package', () => {
  it('fills every placeholder, and takes the app id from the bot unless told', () => {
    expect(fill()).not.toContain('${{')
    expect(manifest).toMatchObject({ id: appId, version: '1.2.3' })
    expect(manifest.bots[0]!.botId).toBe(appId)
    const own = appId.replace('1f', '2a')
    expect((JSON.parse(fill({ MicrosoftAppId: appId, TEAMS_APP_ID: own })) as Manifest).id).toBe(own)
  })

  it('keeps the manifest JSON whatever the environment says', () => {
    const env = { MicrosoftAppId: appId, DEVELOPER_NAME: 'The "Peers" \\ Office' }
    expect((JSON.parse(fill(env)) as Manifest).developer.name).toBe(env.DEVELOPER_NAME)
  })

  it.each([
    [{}, 'MicrosoftAppId is missing: set it to'],
    [{ MicrosoftAppId: '' }, 'MicrosoftAppId is missing'],
    [{ MicrosoftAppId: 'my-bot' }, 'MicrosoftAppId is “my-bot”, which is no GUID'],
    [{ MicrosoftAppId: appId, TEAMS_APP_ID: '12' }, 'TEAMS_APP_ID is “12”'],
    [{ MicrosoftAppId: appId, PRIVACY_URL: 'http://x.org' }, 'PRIVACY_URL must be an https address'],
  ])('says what to set when the environment is %j', (env, sentence) => {
    expect(() => fill(env)).toThrow(sentence)
  })

  it('makes the same zip of the same input', () => {
    const zip = zipApp(fill())
    expect(Buffer.from(zipApp(fill())).equals(zip)).toBe(true)
    expect(Object.keys(unzipSync(zip)).toSorted()).toEqual(['color.png', 'manifest.json', 'outline.png'])
  })
})

describe('the icons', () => {
  it('color.png is 192 × 192 and opaque', () => {
    const { width, height, pixels } = readPng('manifest/color.png')
    expect([width, height]).toEqual([192, 192])
    expect(pixels.every(([, , , opacity]) => opacity === 255)).toBe(true)
    expect(new Set(pixels.map(String)).size).toBeGreaterThan(100)
  })

  it('outline.png is 32 × 32, white on transparent', () => {
    const { width, height, pixels } = readPng('manifest/outline.png')
    expect([width, height]).toEqual([32, 32])
    expect(pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true)
    expect(pixels.filter(([, , , opacity]) => opacity === 0).length).toBeGreaterThan(400)
    expect(pixels.filter(([, , , opacity]) => opacity === 255).length).toBeGreaterThan(100)
  })
})

/** Reads the kind of PNG that scripts/icons.ts writes: four channels of eight bits, one IDAT, rows unfiltered. */
function readPng(file: string) {
  const png = readFileSync(file)
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  expect([png[24], png[25]]).toEqual([8, 6])
  const at = png.indexOf('IDAT')
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))
  const pixels = Array.from({ length: width * height }, (_, pixel) => {
    const start = Math.floor(pixel / width) * (1 + width * 4) + 1 + (pixel % width) * 4
    return [...rows.subarray(start, start + 4)] as [number, number, number, number]
  })
  return { width, height, pixels }
}
