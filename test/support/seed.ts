// Generated tests try something new in every run; TEST_SEED makes them try the same again.
import fc from 'fast-check'

const seed = process.env['TEST_SEED']
if (seed) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })

/** What a test without fast-check starts from. */
export const testSeed = seed ? Number(seed) : Math.floor(Math.random() * 1_000_000)
