// A script of the tests compiled once, for tests that start it again and again: plain JavaScript starts in less than
// half the time.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../..')
const compiler = join(root, 'node_modules/typescript/bin/tsc')

export interface Compiled {
  /** The script as JavaScript. */
  readonly path: string
  remove(): Promise<void>
}

/** @param script a TypeScript file of this project, with what it imports. */
export async function compileScript(script: string): Promise<Compiled> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'member-peer-bot-script-')))
  const out = join(folder, 'out')
  await mkdir(out)
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { noEmit: false, noCheck: true, types: [], rootDir: root, outDir: out },
      files: [script],
      include: [],
    }),
  )
  await promisify(execFile)(process.execPath, [compiler, '-p', folder])
  await writeFile(join(out, 'package.json'), JSON.stringify({ type: 'module' }))
  await symlink(join(root, 'node_modules'), join(out, 'node_modules'))
  return {
    path: join(out, relative(root, script)).replace(/\.ts$/, '.js'),
    remove: () => rm(folder, { recursive: true }),
  }
}
