/** What the kernels of one program are made from and share. */
import { inputsOf } from '#engine/network/operations.ts'
import type { Operation, Program } from '#engine/network/operations.ts'
import { integer, times } from './assembler/expressions.ts'
import type { Expression } from './assembler/expressions.ts'
import type { FunctionBody, Local } from './assembler/function-body.ts'
import { callCode } from './assembler/module.ts'
import type { Defined, Module } from './assembler/module.ts'
import type { Arithmetic } from './kernels/arithmetic.ts'
import type { ConvolutionParts } from './kernels/convolution.ts'
import type { BatchStatistics } from './kernels/normalize.ts'
import type { PatchPlace } from './kernels/patches.ts'
import type { Memory } from './memory.ts'
import type { PanelMatrix } from './panels.ts'
import type { Team } from './team.ts'
import type { VectorMath } from './vector-math.ts'

export interface CompilePlan {
  program: Program
  module: Module
  math: VectorMath
  arithmetic: Arithmetic
  memory: Memory
  /** null: one thread does everything. */
  team: Team | null
  /** What the forward pass leaves for the backward pass. */
  kept: Map<Operation, Kept>
}

/** Of a normalization: normalized values, and where its statistics lie. Of dropout: its mask. */
export interface Kept {
  hat?: PanelMatrix
  statistics?: BatchStatistics
  /** Address of one float a row (layer normalization). */
  inverses?: number
  mask?: number
  /** Of a convolution. */
  convolution?: { parts: ConvolutionParts; patches: PatchPlace; makePatches: Defined<null> }
  /** Address of the table of a pooling or reshape. */
  table?: number
}

/** Part of a pass: the call of a kernel. */
export type Step = (f: FunctionBody, rows: Local<'i32'>) => void

/** `positions`: rows of the kernel for each row of the batch. */
export function callStep(kernel: Defined<null>, positions: number, offsets: readonly Expression[] = []): Step {
  return (f, rows) => f.run(callCode(kernel, positions === 1 ? rows : times(rows, integer(positions)), ...offsets))
}

/** For products, which can begin inside a matrix. */
export const fromTheStart = integer(0)

export function keptOf({ kept }: CompilePlan, operation: Operation): Kept {
  const own = kept.get(operation) ?? {}
  kept.set(operation, own)
  return own
}

/** A relu whose argument nobody else reads is computed in the product before it. */
export function jointRelu(program: Program, operation: Operation): Extract<Operation, { kind: 'activation' }> | null {
  if ((operation.kind !== 'dense' && operation.kind !== 'convolution') || program.loss.value === operation.output || program.output === operation.output) return null
  const readers = program.operations.filter((other) => inputsOf(other).includes(operation.output))
  const [reader] = readers
  return readers.length === 1 && reader?.kind === 'activation' && reader.activation === 'relu' ? reader : null
}
