/** Where a function that is computed bends sharply: a derivative by finite differences means something only away from there. */
export interface Kinks {
  /** On which side of each kink the numbers were, in the order of computation. */
  sides: number[]
  /** The smallest distance of a number from a kink; numbers exactly on one are left out. */
  nearest: number
}

export function watchKinks(): Kinks {
  return { sides: [], nearest: Infinity }
}

/** `distance`: how far beyond the kink a number is; negative before it. */
export function noteSide(kinks: Kinks, distance: number): void {
  kinks.sides.push(Math.sign(distance))
  if (distance !== 0) kinks.nearest = Math.min(kinks.nearest, Math.abs(distance))
}
