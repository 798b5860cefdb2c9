/** A convolution in parts of the batch: patches, then products. Its gradients likewise, with the patches made again. */
import type { Window } from '#engine/network/operations.ts'
import { choose, integer, dividedBy, isBelow, minus, plus, times } from '../assembler/expressions.ts'
import type { Integer } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import { callCode } from '../assembler/module.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { PanelMatrix } from '../panels.ts'
import { bytesOfRow } from './elements.ts'
import { positionsIn, positionsOut } from './patches.ts'

export interface ConvolutionParts {
  window: Window
  /** Rows of the batch at once. */
  rowsAtOnce: number
  x: PanelMatrix
  y: PanelMatrix
}

/** A function of the rows of the batch. */
export function defineConvolution(module: Module, parts: ConvolutionParts, kernels: { patches: Defined<null>; product: Defined<null> }): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    inParts(f, rows, parts, (count, xOffset, yOffset) => {
      f.run(callCode(kernels.patches, count, xOffset, integer(0)))
      f.run(callCode(kernels.product, placesOf(parts, count), integer(0), yOffset))
    })
  })
}

export interface GradientKernels {
  patches: Defined<null>
  /** Adds to the kernel's gradient. */
  weightGradient: Defined<null>
  /** Gradients of the patches, and back into the image; null: nobody wants them. */
  input: { product: Defined<null>; patchGradient: Defined<null> } | null
}

/** A function likewise; `clear` sets to 0 what parts add to. Image and its gradient have one layout. */
export function defineConvolutionGradient(module: Module, parts: ConvolutionParts, kernels: GradientKernels, clear: (f: FunctionBody) => void): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    clear(f)
    inParts(f, rows, parts, (count, xOffset, yOffset) => {
      f.run(callCode(kernels.patches, count, xOffset, integer(0)))
      f.run(callCode(kernels.weightGradient, placesOf(parts, count), yOffset, integer(0)))
      if (kernels.input === null) return
      f.run(callCode(kernels.input.product, placesOf(parts, count), yOffset, integer(0)))
      f.run(callCode(kernels.input.patchGradient, count, xOffset, integer(0)))
    })
  })
}

function inParts(f: FunctionBody, rows: Integer, { window, rowsAtOnce, x, y }: ConvolutionParts, body: (count: Local<'i32'>, xOffset: Local<'i32'>, yOffset: Local<'i32'>) => void): void {
  const left = f.keep(rows)
  const [count, xOffset, yOffset] = [f.local('i32'), f.keep(integer(0)), f.keep(integer(0))]
  f.repeat(dividedBy(plus(rows, integer(rowsAtOnce - 1)), integer(rowsAtOnce)), () => {
    f.set(count, choose(isBelow(left, integer(rowsAtOnce)), left, integer(rowsAtOnce)))
    body(count, xOffset, yOffset)
    f.set(left, minus(left, integer(rowsAtOnce)))
    f.advance(xOffset, rowsAtOnce * bytesOfRow(x, positionsIn(window)))
    f.advance(yOffset, rowsAtOnce * bytesOfRow(y, positionsOut(window)))
  })
}

function placesOf({ window }: ConvolutionParts, rows: Integer): Integer {
  return times(rows, integer(positionsOut(window)))
}

