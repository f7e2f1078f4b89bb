// The Teams app package: the manifest with its placeholders filled from the environment, the icons, one zip.
import { zipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const guid = (meaning: string) =>
  z
    .string({ error: `is missing: set it to ${meaning}, a GUID` })
    .regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, {
      error: ({ input }) => `is “${String(input)}”, which is no GUID: set it to ${meaning}`,
    })

const address = z.url({ protocol: /^https$/, error: 'must be an https address' })

const environment = z.object({
  MicrosoftAppId: guid("the bot's application (client) id in Entra"),
  /** The app's own id in the Teams catalogue; it may be the bot's. */
  TEAMS_APP_ID: guid("the Teams app's id").optional(),
  DEVELOPER_NAME: z
    .string()
    .max(32, 'must have at most 32 characters')
    .default('Local Government Association'),
  WEBSITE_URL: address.default('https://example.com/member-peer-hours'),
  PRIVACY_URL: address.default('https://example.com/member-peer-hours/privacy'),
  TERMS_URL: address.default('https://example.com/member-peer-hours/terms'),
})

/** The finished manifest as text. @throws a sentence a line, each naming a variable and what to put in it. */
export function fillManifest(template: string, env: NodeJS.ProcessEnv, version: string): string {
  // A variable that is set to nothing counts as missing.
  const settings = environment.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  )
  if (!settings.success) {
    throw new Error(
      settings.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'),
    )
  }
  const { MicrosoftAppId, ...given } = settings.data
  const values: Record<string, string> = {
    ...given,
    MICROSOFT_APP_ID: MicrosoftAppId,
    TEAMS_APP_ID: given.TEAMS_APP_ID ?? MicrosoftAppId,
    VERSION: version,
  }
  return template.replaceAll(/\$\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`manifest/manifest.json asks for ${name}, which nothing fills.`)
    return JSON.stringify(value).slice(1, -1)
  })
}

/** The zip to upload; the same input gives the same bytes, on any day and in any time zone. */
export function zipApp(manifest: string): Uint8Array {
  return zipSync(
    {
      'manifest.json': Buffer.from(manifest),
      'color.png': readFileSync('manifest/color.png'),
      'outline.png': readFileSync('manifest/outline.png'),
    },
    { level: 9, mtime: new Date(1980, 0, 1) },
  )
}
