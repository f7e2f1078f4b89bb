// Does something to each of many, some at a time: a group has more peers than a store should be asked about at once.

/** How many at once. */
const width = 16

/** In no particular order; the first fault is thrown. */
export async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const work = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await act(item)
  }
  await Promise.all(Array.from({ length: width }, work))
}
