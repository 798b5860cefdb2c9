/** How fast bytes arrive, over the last few seconds: what a person sees beside a download. Knows no clock. */

/** Seconds that are looked back on, and of those the fewest that say anything. */
const window = 4
const least = 0.5

export interface TransferRate {
  /** `bytes` in all, at `seconds` of any clock. */
  add(bytes: number, seconds: number): void
  /** null: not known yet. */
  bytesPerSecond(): number | null
}

export function createTransferRate(): TransferRate {
  let seen: { bytes: number; seconds: number }[] = []
  return {
    add(bytes, seconds) {
      seen = [...seen.filter((one) => seconds - one.seconds <= window), { bytes, seconds }]
    },
    bytesPerSecond() {
      const [first, last] = [seen[0], seen.at(-1)]
      if (first === undefined || last === undefined || last.seconds - first.seconds < least) return null
      return (last.bytes - first.bytes) / (last.seconds - first.seconds)
    },
  }
}
