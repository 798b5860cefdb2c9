/** A part of rows that stands for the whole, without chance. */

/** At most `most` of `rows`, evenly spaced over them and in their order; all of them where they are no more. */
export function sampleEvenly(rows: Int32Array, most: number): Int32Array {
  if (rows.length <= most) return rows
  return Int32Array.from({ length: most }, (_, index) => rows[Math.floor((index * rows.length) / most)] ?? 0)
}
