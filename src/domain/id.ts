// The ids that are made for people, lists and clearances: opaque. What a card sends back is one of them, or forged.
import { z } from 'zod'

const pattern = /^[a-z0-9]{1,40}$/

export const Id = z.string().regex(pattern)
export const isId = (text: string): boolean => pattern.test(text)
