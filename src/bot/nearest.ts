// An unknown text is never a dead end: it offers the commands nearest to what was typed.

/**
 * The commands that `typed` most likely meant, best first, at most `most`; none when nothing is near. Equal ones
 * keep the order of `commands`.
 */
export function nearestCommands(typed: string, commands: readonly string[], most = 3): string[] {
  const words = typed.normalize('NFKC').toLowerCase().slice(0, 200).match(/\S+/g) ?? []
  return commands
    .map((command) => ({ command, score: farness(words, command.toLowerCase()) }))
    .filter(({ score }) => score < 1)
    .sort((a, b) => a.score - b.score)
    .slice(0, most)
    .map(({ command }) => command)
}

/** 0 when the command stands among the words, below 1 when it nearly does or is begun, otherwise Infinity. */
function farness(words: readonly string[], command: string): number {
  const length = command.split(' ').length
  const tolerated = Math.floor(command.length / 3)
  let nearest = Infinity
  for (let at = 0; at < words.length; at++) {
    const said = words.slice(at, at + length).join(' ')
    const distance = editDistance(said, command)
    if (distance <= tolerated) nearest = Math.min(nearest, distance / (command.length + 1))
    if (at === 0 && command.startsWith(said)) nearest = Math.min(nearest, 0.5)
  }
  return nearest
}

/** Letters added, left out, changed, or swapped with their neighbour between two words. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwap) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
