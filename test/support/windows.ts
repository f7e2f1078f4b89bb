// How close together things happened: what the limits of Teams are about.

/** The most instants that lie within any window of so many milliseconds. */
export function mostWithin(instants: readonly number[], ms: number): number {
  const sorted = instants.toSorted((one, other) => one - other)
  let [most, first] = [0, 0]
  for (const [at, instant] of sorted.entries()) {
    while ((sorted[first] ?? 0) <= instant - ms) first++
    most = Math.max(most, at - first + 1)
  }
  return most
}
