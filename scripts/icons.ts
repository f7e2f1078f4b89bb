// Draws the app's two icons: a clock whose hands make a tick, since the product is hours that are agreed.
// `npm run icons` writes them into manifest/, with nothing beyond Node: shapes by distance, PNG by zlib.
import { writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'

/** Coordinates run from 0 to 1 whatever the size, from the top left. */
type Point = readonly [x: number, y: number]
type Colour = readonly [red: number, green: number, blue: number, opacity: number]
type Picture = (at: Point) => Colour

const white: Colour = [255, 255, 255, 1]
const nothing: Colour = [255, 255, 255, 0]
const top: Colour = [20, 148, 141, 1]
const bottom: Colour = [11, 83, 117, 1]

const distance = ([x, y]: Point, [ax, ay]: Point): number => Math.hypot(x - ax, y - ay)

/** Whether a point lies on a stroke with round ends. */
function isOnStroke(at: Point, from: Point, to: Point, width: number): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const along = ((at[0] - from[0]) * dx + (at[1] - from[1]) * dy) / (dx * dx + dy * dy)
  const nearest = Math.min(1, Math.max(0, along))
  return distance(at, [from[0] + nearest * dx, from[1] + nearest * dy]) <= width / 2
}

interface Clock {
  readonly radius: number
  readonly stroke: number
}

/** The face, its quarter marks, and two hands that meet a little below the middle as a tick does. */
function isOnClock(at: Point, { radius, stroke }: Clock): boolean {
  const middle: Point = [0.5, 0.5]
  if (Math.abs(distance(at, middle) - radius) <= stroke / 2) return true
  const reach = (x: number, y: number): Point => [0.5 + x * radius, 0.5 + y * radius]
  const meeting = reach(-0.1, 0.36)
  if (isOnStroke(at, meeting, reach(-0.46, 0.02), stroke)) return true
  if (isOnStroke(at, meeting, reach(0.46, -0.34), stroke)) return true
  const marks: readonly Point[] = [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ]
  return marks.some(([x, y]) =>
    isOnStroke(at, reach(0.72 * x, 0.72 * y), reach(0.8 * x, 0.8 * y), stroke * 0.6),
  )
}

const colour: Picture = (at) => {
  if (isOnClock(at, { radius: 0.31, stroke: 0.062 })) return white
  const down = (at[0] + at[1] * 2) / 3
  const blend = (channel: 0 | 1 | 2) => top[channel] + (bottom[channel] - top[channel]) * down
  return [blend(0), blend(1), blend(2), 1]
}

const outline: Picture = (at) => (isOnClock(at, { radius: 0.42, stroke: 0.075 }) ? white : nothing)

/** Eight by eight samples a pixel smooth the edges; colours count by their opacity. */
function paint(picture: Picture, size: number): Buffer {
  const samples = 8
  const rows = Buffer.alloc(size * (1 + size * 4))
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0, 0]
      for (let sample = 0; sample < samples * samples; sample++) {
        const column = x + ((sample % samples) + 0.5) / samples
        const row = y + (Math.floor(sample / samples) + 0.5) / samples
        const [red, green, blue, opacity] = picture([column / size, row / size])
        sum[0]! += red * opacity
        sum[1]! += green * opacity
        sum[2]! += blue * opacity
        sum[3]! += opacity
      }
      const [red, green, blue, opacity] = sum as unknown as Colour
      const at = y * (1 + size * 4) + 1 + x * 4
      const mean = (channel: number) => (opacity > 0 ? Math.round(channel / opacity) : 255)
      rows.set([mean(red), mean(green), mean(blue), Math.round((opacity * 255) / samples ** 2)], at)
    }
  }
  return rows
}

function toPng(rows: Buffer, size: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  // Eight bits a channel, red green blue opacity.
  header.set([8, 6], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows, { level: 9 })
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

writeFileSync('manifest/color.png', toPng(paint(colour, 192), 192))
writeFileSync('manifest/outline.png', toPng(paint(outline, 32), 32))
