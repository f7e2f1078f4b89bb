// How long this process has worked, however busy the machine is with something else.

/** Milliseconds of processor time since the process began; only differences mean anything. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
