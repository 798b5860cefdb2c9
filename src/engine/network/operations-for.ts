/** Which operations a value needs. */
import { inputsOf } from './operations.ts'
import type { Operation, Program, ValueId } from './operations.ts'

/** The operations that a value depends on, in the program's order. */
export function operationsFor(program: Program, value: ValueId): Operation[] {
  const wanted = new Set<ValueId>([value])
  const operations: Operation[] = []
  for (const operation of program.operations.toReversed()) {
    if (!wanted.has(operation.output)) continue
    for (const input of inputsOf(operation)) wanted.add(input)
    operations.unshift(operation)
  }
  return operations
}
