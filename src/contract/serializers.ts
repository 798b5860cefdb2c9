/** Typed arrays and infinities on the wire: JSON would turn them into objects and null. For both ends of oRPC. */

const arrays = { Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array }
const kinds = Object.values(arrays)
type ArrayName = keyof typeof arrays
type WireArray = InstanceType<(typeof arrays)[ArrayName]>

function nameOf(value: WireArray): ArrayName {
  if (value instanceof Float32Array) return 'Float32Array'
  if (value instanceof Float64Array) return 'Float64Array'
  if (value instanceof Int32Array) return 'Int32Array'
  if (value instanceof Uint32Array) return 'Uint32Array'
  return 'Uint8Array'
}

/** Asked of every value on the wire, of thousands of texts in a page of rows: what is no view of bytes is told at once. */
function isWireArray(value: unknown): value is WireArray {
  return ArrayBuffer.isView(value) && kinds.some((kind) => value instanceof kind)
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  // Chunked, because fromCharCode takes its bytes as arguments and the stack is finite.
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768))
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

function isPacked(value: unknown): value is { name: ArrayName; base64: string } {
  return typeof value === 'object' && value !== null && 'name' in value && 'base64' in value && typeof value.base64 === 'string' && typeof value.name === 'string' && value.name in arrays
}

export const wireSerializers = [
  {
    type: 20,
    condition: isWireArray,
    serialize(value: unknown): unknown {
      if (!isWireArray(value)) throw new TypeError('not a typed array')
      return { name: nameOf(value), base64: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
    },
    deserialize(packed: unknown): unknown {
      if (!isPacked(packed)) throw new TypeError('not a packed typed array')
      return new arrays[packed.name](fromBase64(packed.base64).buffer)
    },
  },
  {
    type: 21,
    condition: (value: unknown) => value === Infinity || value === -Infinity,
    serialize: (value: unknown): unknown => (value === Infinity ? 1 : -1),
    deserialize: (sign: unknown): unknown => (sign === 1 ? Infinity : -Infinity),
  },
]
