// The browser tests: the real bot, Microsoft's Agents Playground and Chromium, one file after the other.
import { defineConfig } from 'vitest/config'

const report = process.env['TEST_REPORT']

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    // A page beside other work may be late once: a step is tried twice, and the report says so.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: report ? ['tree', ['json', { outputFile: report }]] : ['tree'],
  },
})
