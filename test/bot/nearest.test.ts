// Unknown text offers what was probably meant.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, nearestCommands } from '../../src/bot/nearest.ts'

const commands = ['help', 'log', 'nil return', 'balance', 'history', 'request days', 'requests', 'interests']

describe('nearest commands', () => {
  it.each([
    ['balanse', ['balance']],
    ['what is my balance?', ['balance']],
    ['histroy october', ['history']],
    ['nil retrun', ['nil return']],
    ['req', ['request days', 'requests']],
    ['request', ['requests', 'request days']],
    ['BALANCE', ['balance']],
    ['lgo', ['log']],
    ['h', ['help', 'history']],
    ['good morning', []],
    ['', []],
    ['   ', []],
  ])('%j offers %j', (typed, offered) => expect(nearestCommands(typed, commands)).toEqual(offered))

  it('offers at most as many as asked for', () => {
    expect(nearestCommands('re', ['rea', 'reb', 'rec', 'red'])).toEqual(['rea', 'reb', 'rec'])
    expect(nearestCommands('re', ['rea', 'reb', 'rec', 'red'], 1)).toEqual(['rea'])
  })

  it('offers commands only, each once, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const offered = nearestCommands(typed, commands)
        expect(offered.length).toBeLessThanOrEqual(3)
        expect(new Set(offered).size).toBe(offered.length)
        expect(offered.every((command) => commands.includes(command))).toBe(true)
      }),
    )
  })

  it('finds any command with one slip in a word of six letters or more', () => {
    const long = commands.filter((command) => command.length >= 6)
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), (command, at) => {
        const slip = at % command.length
        fc.pre(command[slip] !== ' ' && !command.slice(slip).startsWith(' '))
        expect(nearestCommands(command.slice(0, slip) + 'x' + command.slice(slip + 1), commands)).toContain(
          command,
        )
      }),
    )
  })
})

describe('edit distance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['emial', 'email', 1],
    ['mentorng', 'mentoring', 1],
    ['kitten', 'sitting', 3],
  ])('%j to %j is %i', (a, b, distance) => expect(editDistance(a, b)).toBe(distance))

  it('is the same both ways and nought only for equals', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
      }),
    )
  })
})
