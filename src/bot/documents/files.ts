// What can be fetched over a link: a document by its name, and who makes it. A new one is one row, from a file of its area.
import type { Makers } from '../../app/records/links.ts'
import { exportMakers } from './exports.ts'
import { myDataMakers } from './myData.ts'
import { printedMakers } from './makers.ts'
import { registerMakers } from './registerDocuments.ts'

export const makers: Makers = { ...exportMakers, ...printedMakers, ...myDataMakers, ...registerMakers }
