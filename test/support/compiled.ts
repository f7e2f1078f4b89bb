// A script of the tests made one JavaScript file, for tests that start it again and again: it starts in a third of the time.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

// Inside the project, so that packages are found from there.
const cache = resolve(import.meta.dirname, '../../node_modules/.cache/scripts')

export interface Compiled {
  /** The script as JavaScript. */
  readonly path: string
  remove(): Promise<void>
}

/** @param script a TypeScript file of this project, with what it imports. */
export async function compileScript(script: string): Promise<Compiled> {
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'script-'))
  const path = join(folder, 'script.mjs')
  await build({
    entryPoints: [script],
    outfile: path,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
  })
  return { path, remove: () => rm(folder, { recursive: true }) }
}
