/** Small dense linear algebra in float64: what a linear model needs to be solved. Knows no rows. */

/**
 * Solves `matrix` x = `right` for a symmetric positive definite matrix (row-major, `size` x `size`, lower triangle read).
 * Cholesky; a pivot that vanishes beside its diagonal is a direction the data do not show, and gets 0.
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const factor = matrix.slice()
  const lost = new Uint8Array(size)
  for (let column = 0; column < size; column++) {
    let pivot = at(factor, column * size + column)
    const before = pivot
    for (let k = 0; k < column; k++) pivot -= at(factor, column * size + k) * at(factor, column * size + k)
    if (!(pivot > 1e-12 * Math.abs(before)) || !(pivot > 0)) {
      lost[column] = 1
      for (let row = column; row < size; row++) factor[row * size + column] = 0
      continue
    }
    const root = Math.sqrt(pivot)
    factor[column * size + column] = root
    for (let row = column + 1; row < size; row++) {
      let sum = at(factor, row * size + column)
      for (let k = 0; k < column; k++) sum -= at(factor, row * size + k) * at(factor, column * size + k)
      factor[row * size + column] = sum / root
    }
  }
  const solution = Float64Array.from(right)
  for (let row = 0; row < size; row++) {
    if (lost[row] === 1) {
      solution[row] = 0
      continue
    }
    let sum = at(solution, row)
    for (let k = 0; k < row; k++) sum -= at(factor, row * size + k) * at(solution, k)
    solution[row] = sum / at(factor, row * size + row)
  }
  for (let row = size - 1; row >= 0; row--) {
    if (lost[row] === 1) continue
    let sum = at(solution, row)
    for (let k = row + 1; k < size; k++) sum -= at(factor, k * size + row) * at(solution, k)
    solution[row] = sum / at(factor, row * size + row)
  }
  return solution
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += at(a, index) * at(b, index)
  return sum
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0
}
