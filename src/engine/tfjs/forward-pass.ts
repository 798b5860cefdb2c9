/** Runs a program's operations in order, up to one value. Every value is a matrix: a row of it is a row of the batch, whatever its shape. */
import type * as tf from '@tensorflow/tfjs'
import { inputsOf } from '#engine/network/operations.ts'
import type { Operation, Program, ValueId } from '#engine/network/operations.ts'
import { activation, dense, runForward } from './kernels.ts'
import type { Context, Forward } from './kernels.ts'

export interface ForwardPass {
  /** Tensor of every value that was computed; undefined for one that exists only inside a joint kernel. */
  values: (tf.Tensor2D | undefined)[]
  forwards: Map<Operation, Forward>
}

/** Values up to `last` and those it depends on. */
export function runProgram(program: Program, context: Context, inputs: tf.Tensor2D, needed: readonly Operation[]): ForwardPass {
  const values: (tf.Tensor2D | undefined)[] = [inputs]
  const forwards = new Map<Operation, Forward>()
  for (const [at, operation] of needed.entries()) {
    if (forwards.has(operation)) continue
    const [x, other] = inputsOf(operation).map((id) => valueOf(values, id))
    if (x === undefined) throw new Error(`an operation ${operation.kind} that reads nothing`)
    const next = needed[at + 1]
    if (operation.kind === 'dense' && next !== undefined && next.kind === 'activation' && isJoint(program, operation, next)) {
      const joint = dense(context, operation, x, true)
      forwards.set(operation, joint)
      // The derivative of the rectifier is found from its result alone.
      forwards.set(next, activation(next, joint.output, joint.output))
      values[next.output] = joint.output
      continue
    }
    const forward = runForward(context, operation, { x, other: other ?? x, channels: program.values[operation.input]?.shape.at(-1) ?? 1 })
    forwards.set(operation, forward)
    values[operation.output] = forward.output
  }
  return { values, forwards }
}

export function valueOf(values: readonly (tf.Tensor2D | undefined)[], id: ValueId): tf.Tensor2D {
  const value = values[id]
  if (value === undefined) throw new Error(`value ${id} was not computed`)
  return value
}

/** A dense layer and the relu after it run as one kernel where nobody else reads the value between them. */
function isJoint(program: Program, first: Operation, second: Extract<Operation, { kind: 'activation' }>): boolean {
  const readers = program.operations.flatMap(inputsOf).filter((input) => input === first.output)
  return second.activation === 'relu' && second.input === first.output && readers.length === 1 && program.loss.value !== first.output
}
