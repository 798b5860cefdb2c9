/** Rows of two classes in the order of their scores, without comparing them one by one. Knows scores only. */
import type { RankedScores } from '#contract/scores.ts'

/** Bits of the largest float32 that is a number. */
const mostBits = 0x7f7fffff
/** Room for a position behind the bits of a score, in a float64's 53 bits. */
const positions = 2 ** 21

/**
 * Positions of the rows that are of the class (`actual` 1) and of the others, highest score first, of equals the first row first. Scores
 * are from 0 to 1, NaN counts as 0; at most two million rows. A float64 holds a score's bits and a position, and typed arrays sort fast.
 */
export function rowsInOrder(scores: Float32Array, actual: Uint8Array): RankedScores['order'] {
  const bits = new Uint32Array(Float32Array.from(scores, (score) => (score > 0 ? score : 0)).buffer)
  const of = (mark: number): Int32Array<ArrayBuffer> => {
    const keys = new Float64Array(actual.reduce((count, own) => count + Number(own === mark), 0))
    let filled = 0
    actual.forEach((own, row) => {
      if (own === mark) keys[filled++] = (mostBits - (bits[row] ?? 0)) * positions + row
    })
    return Int32Array.from(keys.sort(), (key) => key % positions)
  }
  return { positives: of(1), negatives: of(0) }
}
