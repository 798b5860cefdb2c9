/** LZ4 as Arrow files pack their columns: frames of blocks that refer back to the blocks before. Format: lz4_Frame_format.md, 1.6. */

/** Throws RangeError where the bytes are no such frame of `outputLength` bytes. */
export function decompressLz4Frame(input: Uint8Array, outputLength: number): Uint8Array {
  const output = new Uint8Array(outputLength)
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  if (view.getUint32(0, true) !== 0x184d2204) throw new RangeError('no LZ4 frame')
  const flags = view.getUint8(4)
  const [blockSums, contentSize, dictionary] = [(flags & 0x10) !== 0, (flags & 0x08) !== 0, (flags & 0x01) !== 0]
  let at = 7 + (contentSize ? 8 : 0) + (dictionary ? 4 : 0)
  let filled = 0
  for (;;) {
    const size = view.getUint32(at, true)
    at += 4
    if (size === 0) break
    const length = size & 0x7fffffff
    if (at + length > input.length) throw new RangeError('a block beyond the end')
    const block = input.subarray(at, at + length)
    if (size >>> 31 === 1) {
      output.set(block, filled)
      filled += length
    } else filled = decompressBlock(block, output, filled)
    at += length + (blockSums ? 4 : 0)
  }
  if (filled !== outputLength) throw new RangeError('another length than announced')
  return output
}

/** Where the output ends afterwards. */
function decompressBlock(input: Uint8Array, output: Uint8Array, from: number): number {
  let at = 0
  let filled = from
  const lengthOf = (first: number): number => {
    let length = first
    if (first === 15) {
      for (;;) {
        const byte = input[at++]
        if (byte === undefined) throw new RangeError('a length beyond the end')
        length += byte
        if (byte !== 255) break
      }
    }
    return length
  }
  while (at < input.length) {
    const token = input[at++] ?? 0
    const literals = lengthOf(token >> 4)
    output.set(input.subarray(at, at + literals), filled)
    at += literals
    filled += literals
    if (at >= input.length) break
    const distance = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8)
    at += 2
    const length = lengthOf(token & 15) + 4
    if (distance === 0 || distance > filled || filled + length > output.length) throw new RangeError('a reference outside')
    // Byte by byte: a reference may reach into what it writes itself.
    for (let at = 0; at < length; at++) output[filled + at] = output[filled + at - distance] ?? 0
    filled += length
  }
  return filled
}
