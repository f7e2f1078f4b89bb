// Collects garbage, so that memory is measured without what the collector has left lying about.
import v8 from 'node:v8'
import { runInNewContext } from 'node:vm'

v8.setFlagsFromString('--expose-gc')
export const collect = runInNewContext('gc') as () => void
