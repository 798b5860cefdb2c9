/** The wire format of protocol buffers, as far as graphs need it. Knows no message. */

export type Bytes = Uint8Array<ArrayBuffer>

const text = new TextEncoder()

export function concat(parts: readonly Bytes[]): Bytes {
  const out = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Negative numbers as their 64-bit two's complement. */
export function varint(value: number): Bytes {
  const out: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  do {
    const low = Number(rest & 127n)
    rest >>= 7n
    out.push(rest === 0n ? low : low | 128)
  } while (rest !== 0n)
  return Uint8Array.from(out)
}

export function integerField(field: number, value: number): Bytes {
  return concat([varint(field << 3), varint(value)])
}

/** A string, bytes, or an embedded message. */
export function bytesField(field: number, value: string | Bytes): Bytes {
  const bytes = typeof value === 'string' ? text.encode(value) : value
  return concat([varint((field << 3) | 2), varint(bytes.length), bytes])
}

export function floatField(field: number, value: number): Bytes {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return concat([varint((field << 3) | 5), bytes])
}

/** map<string, message>. */
export function mapField(field: number, entries: Readonly<Record<string, Bytes>>): Bytes {
  return concat(Object.entries(entries).map(([key, value]) => bytesField(field, concat([bytesField(1, key), bytesField(2, value)]))))
}
