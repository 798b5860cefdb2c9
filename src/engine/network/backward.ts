/** The backward pass of a program, derived here and nowhere else: which operations are differentiated, in which order, into what. */
import type { Operation, Program, ValueId } from './operations.ts'

export interface BackwardStep {
  /** The operation to differentiate: gradient of its output -> gradients of its parameters and, where wanted, of its input. */
  operation: Operation
  /**
   * What happens to the gradient of its input. 'none': nobody needs it (nothing that learns lies before). 'set': it is the
   * first to arrive. 'add': the value is used more than once, and one has arrived.
   */
  inputGradient: 'none' | 'set' | 'add'
}

/** In the order of computation. The gradient of `program.loss.value` is there before the first. */
export function deriveBackward(program: Program): BackwardStep[] {
  const learned = learnedValues(program)
  const arrived = new Set<ValueId>([program.loss.value])
  const steps: BackwardStep[] = []
  for (const operation of program.operations.toReversed()) {
    if (!arrived.has(operation.output) || !learned.has(operation.output)) continue
    const wanted = learned.has(operation.input)
    steps.push({ operation, inputGradient: wanted ? (arrived.has(operation.input) ? 'add' : 'set') : 'none' })
    if (wanted) arrived.add(operation.input)
  }
  return steps
}

/** Parameters that a gradient is made for, in the program's order. */
export function parametersOf(operation: Operation): number[] {
  switch (operation.kind) {
    case 'dense':
      return [operation.kernel, operation.bias].filter((id) => id !== null)
    case 'batchNormalization':
    case 'layerNormalization':
      return [operation.gamma, operation.beta].filter((id) => id !== null)
    case 'activation':
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
    if (learned.has(operation.input) || parametersOf(operation).length > 0) learned.add(operation.output)
  }
  return learned
}
