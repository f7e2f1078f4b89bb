// Bends what was sent, for tests that a mangled activity is answered and records nothing.

/** Walks down by the numbers of keys, modulo those that are there, and sets the last one, or deletes it for undefined. */
export function bend(target: object, [first = 0, ...rest]: readonly number[], value: unknown): void {
  const keys = Object.keys(target)
  if (keys.length === 0) return
  const key = keys[first % keys.length] as keyof typeof target
  const inner: unknown = target[key]
  if (rest.length > 0 && typeof inner === 'object' && inner !== null) bend(inner, rest, value)
  else if (value === undefined) delete target[key]
  else Object.assign(target, { [key]: value })
}
