/** The same picture in fewer bytes: browsers filter each line as photographs like it; flat surfaces and letters pack better without. */
import { deflateSync, inflateSync, crc32 } from 'node:zlib'

const signatureLength = 8

/** A PNG of 8 bits a channel without interlacing, as Chromium writes them; not a pixel changes. */
export function smallerPng(png: Buffer): Buffer {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = png[25] === 6 ? 4 : 3
  const packed = chunksOf(png).flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []))
  const lines = unfiltered(inflateSync(Buffer.concat(packed)), width * channels, height, channels)
  const smaller = Buffer.concat([png.subarray(0, signatureLength), chunk('IHDR', png.subarray(16, 29)), chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))])
  return smaller.length < png.length ? smaller : png
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = []
  for (let at = signatureLength; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return chunks
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** PNG specification, 9.2: each line is a byte that names its filter, then its bytes less what the filter foretells. Here all have filter 0. */
function unfiltered(filtered: Buffer, stride: number, height: number, channels: number): Buffer {
  const lines = Buffer.alloc(filtered.length)
  for (let line = 0; line < height; line++) {
    const start = line * (stride + 1) + 1
    const filter = filtered[start - 1] ?? 0
    for (let at = start; at < start + stride; at++) {
      const left = at - channels >= start ? (lines[at - channels] ?? 0) : 0
      const above = line > 0 ? (lines[at - stride - 1] ?? 0) : 0
      const corner = line > 0 && at - channels >= start ? (lines[at - stride - 1 - channels] ?? 0) : 0
      const foretold = filter === 0 ? 0 : filter === 1 ? left : filter === 2 ? above : filter === 3 ? (left + above) >> 1 : paeth(left, above, corner)
      lines[at] = ((filtered[at] ?? 0) + foretold) & 255
    }
  }
  return lines
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [byLeft, byAbove, byCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (byLeft <= byAbove && byLeft <= byCorner) return left
  return byAbove <= byCorner ? above : corner
}
