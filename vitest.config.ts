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
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: report ? ['tree', ['json', { outputFile: report }]] : ['tree'],
  },
})
