/** How one optimizer changes four weights at a time, and the numbers it needs in a step. Formulas are Keras 3's. */
import type { Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'

export interface Rule<Slot extends string = string, Scalar extends string = string> {
  /** Arrays as long as the weights, by the names they are stored under. */
  slots: readonly Slot[]
  /** What the arrays start from; 0 where it is absent. */
  start?: Partial<Record<Slot, number>>
  /** Running products, by the names they are stored under, with what they start from. */
  numbers: Readonly<Record<string, number>>
  scalars: readonly Scalar[]
  /** Moves the running products on by one step, and computes the step's scalars. In float64, without `pow`. */
  prepare(numbers: Record<string, number>, learningRate: number): Record<Scalar, number>
  /** Writes the slots; returns the new weight. */
  update(f: FunctionBody, place: UpdatePlace<Slot, Scalar>): Vector
}

export interface UpdatePlace<Slot extends string, Scalar extends string> {
  weight: Local<'v128'>
  gradient: Local<'v128'>
  /** In every lane. */
  scalar: Readonly<Record<Scalar, Vector>>
  load(slot: Slot): Vector
  store(slot: Slot, value: Vector): void
}

/** Only for the types: a rule with its names written once. */
export function rule<const Slot extends string, const Scalar extends string>(own: Rule<Slot, Scalar>): Rule {
  // A rule is only ever asked for its own slots and scalars.
  return own as unknown as Rule
}
