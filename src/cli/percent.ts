/** Progress as a whole number of percent. */

export function percentOf({ bytes, totalBytes }: { bytes: number; totalBytes: number }): number {
  return Math.floor((100 * bytes) / Math.max(1, totalBytes))
}
