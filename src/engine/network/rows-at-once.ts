/** How many rows are measured at once: enough to keep the processor busy, few enough for the memory of large networks. */

const most = 1024
/** Numbers of all values together. */
const mostNumbers = most * 32_768

/** `numbers`: of all values of one row. At least 1. */
export function rowsAtOnce(numbers: number): number {
  return Math.max(1, Math.min(most, Math.floor(mostNumbers / Math.max(1, numbers))))
}
