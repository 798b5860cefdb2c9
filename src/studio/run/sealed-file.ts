/**
 * Safetensors files that carry the SHA-256 of themselves, so that a single changed bit anywhere is seen. The sum is the first
 * entry of the metadata, at a fixed place; it is taken with zeros in its own place.
 */
import { createHash } from 'node:crypto'
import { StudioError } from '#contract/errors.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'
import type { Safetensors, StoredTensor } from './safetensors.ts'

const beforeSum = '{"__metadata__":{"sha256":"'
const sumStart = 8 + beforeSum.length
const sumLength = 64
const noSum = '0'.repeat(sumLength)

export function encodeSealed({ tensors, metadata }: { tensors: readonly StoredTensor[]; metadata: Record<string, string> }): Uint8Array<ArrayBuffer> {
  const file = encodeSafetensors({ tensors, metadata: { sha256: noSum, ...metadata } })
  file.set(new TextEncoder().encode(createHash('sha256').update(file).digest('hex')), sumStart)
  return file
}

/** Whether the file says that it is sealed, soundly or not. */
export function isSealed(file: Uint8Array): boolean {
  return textOf(file, 8, sumStart) === beforeSum
}

/** The metadata come without the sum. Throws `project.damaged` where anything was cut off or changed since it was sealed. */
export function decodeSealed(file: Uint8Array): Safetensors {
  const found = textOf(file, sumStart, sumStart + sumLength)
  if (!isSealed(file) || sumOf(file) !== found) throw new StudioError('project.damaged', { file: 'weights.safetensors', setting: 'sha256' })
  const { tensors, metadata } = decodeSafetensors(file)
  const { sha256: _, ...own } = metadata
  return { tensors, metadata: own }
}

function sumOf(file: Uint8Array): string {
  const end = sumStart + sumLength
  return createHash('sha256').update(file.subarray(0, sumStart)).update(noSum).update(file.subarray(end)).digest('hex')
}

function textOf(file: Uint8Array, from: number, to: number): string {
  return new TextDecoder('latin1').decode(file.subarray(from, to))
}
