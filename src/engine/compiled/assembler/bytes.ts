/** Numbers as the WebAssembly binary format writes them. */

/** Unsigned LEB128: seven bits a byte, the lowest first. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low + 128 : low)
  } while (rest > 0)
  return bytes
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value | 0
  for (;;) {
    const low = rest & 127
    rest >>= 7
    const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64)
    bytes.push(isLast ? low : low + 128)
    if (isLast) return bytes
  }
}

export function float32Bytes(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)]
}

export function float64Bytes(value: number): number[] {
  return [...new Uint8Array(Float64Array.of(value).buffer)]
}

export function int32Bytes(value: number): number[] {
  return [...new Uint8Array(Int32Array.of(value).buffer)]
}
