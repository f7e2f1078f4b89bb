// What can be fetched over a link: a document by its name, and who makes it. A new one is one row, from a file of its area.
import type { Makers } from '../app/links.ts'
import { exportMakers } from './exports.ts'

export const makers: Makers = { ...exportMakers }
