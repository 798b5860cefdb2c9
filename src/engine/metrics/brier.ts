/** Mean squared error of stated probabilities. Knows probabilities and classes only. */

/**
 * Two classes (one probability a row, of class 1): mean of (p - y)^2, the usual form. More (one a class): mean over rows of the sum over
 * classes (Brier 1950), which for two classes would be twice as much. scikit-learn's `brier_score_loss`. NaN without rows.
 */
export function brierScore(probabilities: Float32Array, actual: Int32Array): number {
  const each = actual.length === 0 ? 1 : probabilities.length / actual.length
  let sum = 0
  actual.forEach((truth, row) => {
    if (each === 1) {
      const off = (probabilities[row] ?? NaN) - truth
      sum += off * off
    } else {
      for (let index = 0; index < each; index++) {
        const off = (probabilities[row * each + index] ?? NaN) - Number(index === truth)
        sum += off * off
      }
    }
  })
  return sum / actual.length
}
