/** Integers of a column in 16 bits as long as all fit: one that does not goes beside, into 32 bits, and in the end all follow it. */
import { noShortStep, noStep } from '#engine/table/numbers.ts'

/** Stands where the integer is beside. */
const beside = noShortStep + 1
/** What fits. */
export const [leastShort, mostShort] = [beside + 1, 2 ** 15 - 1]

export interface Integers {
  kept: Int16Array | Int32Array
  /** Of short ones, the room beside; memory that is not written to costs nothing. */
  beside: Int32Array | null
}

/** `noStep` is missing. Gives 1 where the integer went beside. */
export function putInteger({ kept, beside: room }: Integers, row: number, value: number): number {
  if (room === null) {
    kept[row] = value
    return 0
  }
  const fits = value >= leastShort && value <= mostShort
  kept[row] = fits ? value : value === noStep ? noShortStep : beside
  if (fits || value === noStep) return 0
  room[row] = value
  return 1
}

/** The first `rows` in 32 bits. */
export function widened({ kept, beside: room }: Integers, rows: number): Int32Array {
  if (!(kept instanceof Int16Array)) return kept
  const wide = room ?? new Int32Array(new SharedArrayBuffer(rows * 4))
  for (let row = 0; row < rows; row++) {
    const value = kept[row] as number
    if (value !== beside) wide[row] = value === noShortStep ? noStep : value
  }
  return wide
}

/** Whether codes up to so many fit into 16 bits. */
export function areShort(codes: number): boolean {
  return codes <= mostShort
}
