// Every test that needs no browser and no network. TEST_REPORT names a file for CI's count of tests.
import { configDefaults, defineConfig } from 'vitest/config'

const report = process.env['TEST_REPORT']

/**
 * Files with a process of their own: restify changes the request and response of every HTTP server in its process, and
 * the stand-in for Cosmos DB that these talk to does not survive that.
 */
const alone = ['test/store/cosmos.test.ts', 'test/app/{writers,potRush,dispatcherKill}.test.ts']

export default defineConfig({
  test: {
    // Processes, not threads: native modules and tests that kill children are then on their own.
    pool: 'forks',
    maxWorkers: 2,
    setupFiles: ['test/support/seed.ts'],
    // A limit for what hangs, and no measure of speed: CI may be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: report ? ['tree', ['json', { outputFile: report }]] : ['tree'],
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/e2e/**', 'test/bench/**', ...alone],
          // The files of a process share its modules: importing botbuilder took half of the time of most of them. What
          // a file changes that is not its own (a spy on the console) it puts back.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
})
