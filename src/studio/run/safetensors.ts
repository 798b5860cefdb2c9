/**
 * Reader and writer of the safetensors format (https://github.com/huggingface/safetensors, format description):
 * 8 bytes little-endian length of the header, a JSON header, raw tensors. float32 only. A file from anywhere is read
 * without trust: every length is checked before anything is allocated or viewed.
 */
import { StudioError } from '#contract/errors.ts'

export interface StoredTensor {
  name: string
  shape: number[]
  values: Float32Array
}

export interface Safetensors {
  /** In the order of their bytes. */
  tensors: StoredTensor[]
  metadata: Record<string, string>
}

/** The reference implementation's limit. */
const largestHeader = 100_000_000
const lengthBytes = 8
const bytesPerValue = 4

/** Tensors lie in the given order; the header is padded with spaces so that the data starts on 8 bytes. */
export function encodeSafetensors({ tensors, metadata }: { tensors: readonly StoredTensor[]; metadata: Record<string, string> }): Uint8Array<ArrayBuffer> {
  let offset = 0
  const entries: [string, unknown][] = [['__metadata__', metadata]]
  for (const { name, shape, values } of tensors) {
    if (name === '__metadata__' || valuesIn(shape) !== values.length) throw new Error(`tensor ${name} is not what its shape says`)
    const end = offset + values.length * bytesPerValue
    entries.push([name, { dtype: 'F32', shape, data_offsets: [offset, end] }])
    offset = end
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)))
  const headerLength = Math.ceil(json.length / 8) * 8
  const file = new Uint8Array(lengthBytes + headerLength + offset)
  const view = new DataView(file.buffer)
  view.setBigUint64(0, BigInt(headerLength), true)
  file.fill(0x20, lengthBytes + json.length, lengthBytes + headerLength)
  file.set(json, lengthBytes)
  let at = lengthBytes + headerLength
  for (const { values } of tensors) {
    writeFloats(view, at, values)
    at += values.length * bytesPerValue
  }
  return file
}

/** Throws `project.damaged` for anything but a whole, honest file: offsets must cover the data exactly, without gap or overlap. */
export function decodeSafetensors(file: Uint8Array): Safetensors {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < lengthBytes) refuse('length')
  const headerLength = view.getBigUint64(0, true)
  if (headerLength > BigInt(Math.min(largestHeader, file.length - lengthBytes))) refuse('header length')
  const dataStart = lengthBytes + Number(headerLength)
  const header = parseHeader(file.subarray(lengthBytes, dataStart))
  const dataLength = file.length - dataStart
  const metadata: Record<string, string> = {}
  const places: Place[] = []
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') Object.assign(metadata, readMetadata(entry))
    else places.push(readPlace(name, entry, dataLength))
  }
  places.sort((a, b) => a.start - b.start || a.end - b.end)
  let covered = 0
  for (const { start, end } of places) {
    if (start !== covered) refuse('offsets')
    covered = end
  }
  if (covered !== dataLength) refuse('offsets')
  return {
    metadata,
    tensors: places.map(({ name, shape, start, end }) => ({ name, shape, values: readFloats(view, dataStart + start, end - start) })),
  }
}

interface Place {
  name: string
  shape: number[]
  start: number
  end: number
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isRecord(header)) return header
  } catch {
    // Falls through to the refusal.
  }
  return refuse('header')
}

function readMetadata(entry: unknown): [string, string][] | Record<string, string> {
  if (!isRecord(entry)) return refuse('metadata')
  const result: Record<string, string> = {}
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'string') return refuse('metadata')
    if (key !== '__proto__') result[key] = value
  }
  return result
}

function readPlace(name: string, entry: unknown, dataLength: number): Place {
  if (!isRecord(entry) || entry['dtype'] !== 'F32') return refuse('dtype')
  const { shape, data_offsets: offsets } = entry
  if (!isCounts(shape) || shape.length > 8 || !isCounts(offsets) || offsets.length !== 2) return refuse('shape')
  const [start = 0, end = 0] = offsets
  if (start > end || end > dataLength || end - start !== valuesIn(shape) * bytesPerValue) return refuse('offsets')
  return { name, shape, start, end }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0)
}

function valuesIn(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

function readFloats(view: DataView, at: number, bytes: number): Float32Array {
  const copy = view.buffer.slice(view.byteOffset + at, view.byteOffset + at + bytes)
  if (littleEndian) return new Float32Array(copy)
  const source = new DataView(copy)
  return Float32Array.from({ length: bytes / bytesPerValue }, (_, index) => source.getFloat32(index * bytesPerValue, true))
}

function writeFloats(view: DataView, at: number, values: Float32Array): void {
  if (littleEndian) new Uint8Array(view.buffer).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
  else values.forEach((value, index) => view.setFloat32(at + index * bytesPerValue, value, true))
}

function refuse(part: string): never {
  throw new StudioError('project.damaged', { file: 'weights.safetensors', setting: part })
}
