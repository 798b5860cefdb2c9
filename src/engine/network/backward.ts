/** The backward pass of a program, derived here and nowhere else: which operations are differentiated, in which order, into what. */
import { inputsOf } from './operations.ts'
import type { Operation, Program, ValueId } from './operations.ts'

export interface BackwardStep {
  /** The operation to differentiate: gradient of its output -> gradients of its parameters and, where wanted, of its input. */
  operation: Operation
  inputGradient: InputGradient
  /** Of an addition's second input, after the first; 'none' for every other operation. */
  otherGradient: InputGradient
}

/**
 * What happens to the gradient of an input. 'none': nobody needs it (nothing that learns lies before). 'set': it is the first to
 * arrive. 'add': the value is used more than once, and one has arrived.
 */
export type InputGradient = 'none' | 'set' | 'add'

/** In the order of computation. The gradient of `program.loss.value` is there before the first. */
export function deriveBackward(program: Program): BackwardStep[] {
  const learned = learnedValues(program)
  const arrived = new Set<ValueId>([program.loss.value])
  const steps: BackwardStep[] = []
  for (const operation of program.operations.toReversed()) {
    if (!arrived.has(operation.output) || !learned.has(operation.output)) continue
    const arrive = (value: ValueId): InputGradient => {
      if (!learned.has(value)) return 'none'
      const gradient = arrived.has(value) ? 'add' : 'set'
      arrived.add(value)
      return gradient
    }
    const inputGradient = arrive(operation.input)
    steps.push({ operation, inputGradient, otherGradient: operation.kind === 'add' ? arrive(operation.other) : 'none' })
  }
  return steps
}

/** Parameters that a gradient is made for, in the program's order. */
export function parametersOf(operation: Operation): number[] {
  switch (operation.kind) {
    case 'dense':
    case 'convolution':
      return [operation.kernel, operation.bias].filter((id) => id !== null)
    case 'batchNormalization':
    case 'layerNormalization':
      return [operation.gamma, operation.beta].filter((id) => id !== null)
    case 'embedding':
      return operation.tables.map(({ table }) => table)
    case 'activation':
    case 'reshape':
    case 'pooling':
    case 'add':
    case 'dropout':
    case 'gaussianNoise':
      return []
    default:
      return operation satisfies never
  }
}

/** Values that depend on something trainable. */
function learnedValues(program: Program): Set<ValueId> {
  const learned = new Set<ValueId>()
  for (const operation of program.operations) {
    if (inputsOf(operation).some((value) => learned.has(value)) || parametersOf(operation).length > 0) learned.add(operation.output)
  }
  return learned
}
