/** `scores.safetensors`: what a run said of its validation and test rows, sealed by its own SHA-256. Knows no run. */
import { StudioError } from '#contract/errors.ts'
import type { KeptScores } from '#engine/report/kept-scores.ts'
import type { KeptParts } from '#engine/report/run-scores.ts'
import type { StoredTensor } from './safetensors.ts'
import { decodeSealed, encodeSealed } from './sealed-file.ts'

const format = 'candor scores 1'
/** Row numbers stand in two float32, which hold whole numbers up to 2^24. */
const half = 65_536

export function encodeScores({ validation, test }: KeptParts): Uint8Array<ArrayBuffer> {
  const totals: Record<string, string> = {}
  const tensors: StoredTensor[] = []
  for (const [part, own] of [['validation', validation], ['test', test]] as const) {
    if (own === null) continue
    const { total, rows, outputs, targets } = own
    totals[part] = String(total)
    tensors.push(
      { name: `${part}.outputs`, shape: [rows.length, rows.length === 0 ? 0 : outputs.length / rows.length], values: outputs },
      { name: `${part}.targets`, shape: [rows.length], values: targets },
      { name: `${part}.rows`, shape: [rows.length, 2], values: Float32Array.from({ length: rows.length * 2 }, (_, at) => halfOf(rows[at >> 1] ?? 0, at & 1)) },
    )
  }
  return encodeSealed({ tensors, metadata: { format, ...totals } })
}

/** Throws `project.damaged` where anything was cut off or changed, or where the file does not hold `outputsOfRow` numbers a row. */
export function decodeScores(file: Uint8Array, name: string, outputsOfRow: number): KeptParts {
  try {
    const { tensors, metadata } = decodeSealed(file)
    if (metadata['format'] !== format) throw new Error('another format')
    const part = (own: 'validation' | 'test'): KeptScores | null => (metadata[own] === undefined ? null : partOf(own, Number(metadata[own]), tensors, outputsOfRow))
    return { validation: part('validation'), test: part('test') }
  } catch {
    throw new StudioError('project.damaged', { file: name })
  }
}

function partOf(part: string, total: number, tensors: readonly StoredTensor[], outputsOfRow: number): KeptScores {
  const valuesOf = (name: string): Float32Array => {
    const found = tensors.find((tensor) => tensor.name === `${part}.${name}`)
    if (found === undefined) throw new Error(`${name} is missing`)
    return found.values
  }
  const [outputs, targets, halves] = [valuesOf('outputs'), valuesOf('targets'), valuesOf('rows')]
  const count = targets.length
  if (!Number.isSafeInteger(total) || total < count || halves.length !== 2 * count || outputs.length !== count * outputsOfRow) throw new Error('counts differ')
  return { total, rows: Int32Array.from({ length: count }, (_, at) => (halves[2 * at] ?? 0) * half + (halves[2 * at + 1] ?? 0)), outputs, targets }
}

function halfOf(row: number, place: number): number {
  return place === 0 ? Math.floor(row / half) : row % half
}
