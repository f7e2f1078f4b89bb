// Every test that needs no browser and no network. TEST_REPORT names a file for CI's count of tests.
import { defineConfig } from 'vitest/config'

const report = process.env['TEST_REPORT']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/bench/**'],
    // Processes, not threads: native modules and tests that kill children are then on their own.
    pool: 'forks',
    maxWorkers: 2,
    // The files of a process share its modules: importing botbuilder took half of the time of most of them. What a
    // file changes that is not its own (a spy on the console) it puts back.
    isolate: false,
    // A limit for what hangs, and no measure of speed: CI may be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: report ? ['tree', ['json', { outputFile: report }]] : ['tree'],
  },
})
