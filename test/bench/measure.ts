// What `npm run bench` can run: a measure is a name and what it finds; it is registered in main.ts. A session is one run
// of the bench: what it borrows from it is given back at its end.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { figure, type Row } from './table.ts'

export interface Measure {
  /** `npm run bench -- <name>` runs it alone. */
  readonly name: string
  run(session: Session): Promise<readonly Row[]>
}

export interface Session {
  /** `--quick`: fewer rounds, fewer turns, smaller histories; for a look, not for a note. */
  readonly isQuick: boolean
  /** Tells whoever waits what is being done. */
  say(what: string): void
  /** A new folder on the disk of the project. */
  folder(): string
  /** What was started is stopped at the end, the last first. */
  started<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T>
  /** Several measures share what is dear to make. */
  shared<T>(name: string, make: () => Promise<T>): Promise<T>
  end(): Promise<void>
}

export function startSession(isQuick: boolean): Session {
  const began = performance.now()
  // A folder of the system's own may be kept in memory, where an fsync costs nothing.
  const root = fileURLToPath(new URL('../../node_modules/.cache/bench/', import.meta.url))
  const folders: string[] = []
  const stops: (() => Promise<void>)[] = []
  const made = new Map<string, Promise<unknown>>()
  return {
    isQuick,
    say: (what) => console.log(`${figure((performance.now() - began) / 1000).padStart(4)} s  ${what}`),
    folder() {
      mkdirSync(root, { recursive: true })
      const folder = mkdtempSync(join(root, 'run-'))
      folders.push(folder)
      return folder
    },
    async started(starting) {
      const process = await starting
      stops.push(() => process.stop())
      return process
    },
    shared<T>(name: string, make: () => Promise<T>) {
      const promise = (made.get(name) ?? make()) as Promise<T>
      made.set(name, promise)
      return promise
    },
    async end() {
      for (const stop of stops.reverse()) await stop()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}
