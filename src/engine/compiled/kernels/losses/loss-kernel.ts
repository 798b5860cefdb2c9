/**
 * The loss of a batch and its gradient. The kernel adds the weighted sum of the rows' losses, in double precision, to a scalar and
 * writes the gradient of their mean. Definitions are those of `training/loss.ts`, which are Keras 3's.
 */
import type { ProgramLoss } from '#engine/network/operations.ts'
import {
  addDoubles, and, doubleOf, everyLane, everyLaneOfInteger, firstLanes, double, integer, isGreaterInteger, lane, lanesOfIntegers, load, loadDouble, loadEveryLane, loadFloat, multiply,
  multiplyDoubles, partsOf, splat, splatInteger, subtractIntegers,
} from '#engine/compiled/assembler/expressions.ts'
import type { Vector } from '#engine/compiled/assembler/expressions.ts'
import type { FunctionBody, Local } from '#engine/compiled/assembler/function-body.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'
import type { PanelMatrix } from '#engine/compiled/panels.ts'
import type { VectorMath } from '#engine/compiled/vector-math.ts'
import { addAsDoubles, sumOf } from '../sweeps.ts'
import { eachRow } from '../walks.ts'
import { elementLosses } from './element-losses.ts'
import type { ElementLoss } from './element-losses.ts'
import { rowLosses } from './row-losses.ts'
import type { RowLoss } from './row-losses.ts'

export interface LossPlace {
  /** What the loss reads. */
  values: PanelMatrix
  targets: PanelMatrix
  gradient: PanelMatrix
  /** Address of one float a row. */
  rowWeights: number
  /** Address of a double to which the sum of the rows' losses is added. */
  sum: number
  /** Address of a float: 1 / rows. */
  share: number
}

/** A function of the number of rows. */
export function defineLoss(module: Module, math: VectorMath, loss: ProgramLoss, place: LossPlace): Defined<null> {
  const element = elementLosses[loss.name]?.(loss, place.values.columns)
  if (element !== undefined) return place.values.width === 1 ? defineColumnLoss(module, math, element, place) : defineElementLoss(module, math, element, place)
  const row = rowLosses[loss.name]?.(loss, place.values.columns)
  if (row === undefined) throw new Error(`no kernel for the loss ${loss.name}`)
  return defineRowLoss(module, math, row, place)
}

/** Losses that are a sum over outputs, each computed from its own value and target. */
function defineElementLoss(module: Module, math: VectorMath, { parts, weight }: ElementLoss, { values, targets, gradient, rowWeights, sum, share }: LossPlace): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const factor = f.keep(multiply(everyLane(loadFloat(integer(0), share)), splat(weight)))
    const total = f.keep(splat(0))
    const [valueAt, targetAt, gradientAt, weightAt] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    const [valuePanel, targetPanel, gradientPanel] = [f.keep(integer(values.address)), f.keep(integer(targets.address)), f.keep(integer(gradient.address))]
    const panel = (columns: number): void => {
      f.set(valueAt, valuePanel)
      f.set(targetAt, targetPanel)
      f.set(gradientAt, gradientPanel)
      f.set(weightAt, integer(rowWeights))
      f.repeat(rows, () => {
        const rowWeight = f.keep(loadEveryLane(weightAt))
        for (let v = 0; v < values.width / 4; v++) {
          const lanes = Math.min(4, columns - v * 4)
          const mask = (value: Vector): Vector => (lanes >= 4 ? value : and(value, firstLanes(Math.max(0, lanes))))
          const { loss, derivative } = parts(f, f.keep(load(valueAt, v * 16)), f.keep(load(targetAt, v * 16)), math)
          addAsDoubles(f, total, f.keep(mask(multiply(loss, rowWeight))))
          f.store(gradientAt, v * 16, mask(multiply(multiply(derivative, rowWeight), factor)))
        }
        for (const pointer of [valueAt, targetAt, gradientAt]) f.advance(pointer, values.width * 4)
        f.advance(weightAt, 4)
      })
      f.advance(valuePanel, values.panelBytes)
      f.advance(targetPanel, targets.panelBytes)
      f.advance(gradientPanel, gradient.panelBytes)
    }
    f.repeat(Math.floor(values.columns / values.width), () => panel(values.width))
    if (values.columns % values.width > 0) panel(values.columns % values.width)
    addToSum(f, sum, total, weight)
  })
}

/** One output: the lanes of a vector are four rows, and those beyond the batch count for nothing. */
function defineColumnLoss(module: Module, math: VectorMath, { parts, weight }: ElementLoss, { values, targets, gradient, rowWeights, sum, share }: LossPlace): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const factor = f.keep(multiply(everyLane(loadFloat(integer(0), share)), splat(weight)))
    const total = f.keep(splat(0))
    const left = f.keep(subtractIntegers(everyLaneOfInteger(rows), lanesOfIntegers([0, 1, 2, 3])))
    const at = f.keep(integer(0))
    f.repeat(partsOf(rows, 2), () => {
      const isRow = f.keep(isGreaterInteger(left, splatInteger(0)))
      const rowWeight = f.keep(load(at, rowWeights))
      const { loss, derivative } = parts(f, f.keep(load(at, values.address)), f.keep(load(at, targets.address)), math)
      addAsDoubles(f, total, f.keep(and(multiply(loss, rowWeight), isRow)))
      f.store(at, gradient.address, and(multiply(multiply(derivative, rowWeight), factor), isRow))
      f.set(left, subtractIntegers(left, splatInteger(4)))
      f.advance(at, 16)
    })
    addToSum(f, sum, total, weight)
  })
}

/** Losses that look at a row's outputs together. */
function defineRowLoss(module: Module, math: VectorMath, rowLoss: RowLoss, { values, targets, gradient, rowWeights, sum, share }: LossPlace): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const factor = f.keep(everyLane(loadFloat(integer(0), share)))
    const total = f.keep(loadDouble(integer(0), sum))
    const weightAt = f.keep(integer(rowWeights))
    eachRow(f, rows, [values, gradient, targets], (walk) => {
      const rowWeight = f.keep(loadEveryLane(weightAt))
      const scale = f.keep(multiply(rowWeight, factor))
      const loss = rowLoss(f, walk, scale, math, values)
      f.set(total, addDoubles(total, doubleOf(lane(multiply(loss, rowWeight), 0))))
      f.advance(weightAt, 4)
    })
    f.storeDouble(integer(0), sum, total)
  })
}

function addToSum(f: FunctionBody, sum: number, total: Local<'v128'>, weight: number): void {
  f.storeDouble(integer(0), sum, addDoubles(loadDouble(integer(0), sum), multiplyDoubles(double(weight), sumOf(total))))
}

