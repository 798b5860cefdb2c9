/**
 * Batch and layer normalization: y = gamma (x - mean) / sqrt(variance + epsilon) + beta, over the rows of a column or the columns of a
 * row, and their gradients (Ioffe and Szegedy 2015; Ba, Kiros and Hinton 2016).
 */
import { add, divide, divideFloats, everyLane, float, floatOfInteger, integer, lane, loadEveryLane, multiply, splat, squareRoot, subtract } from '../assembler/expressions.ts'
import type { Integer, Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { PanelMatrix } from '../panels.ts'
import { masked, sumOfRow } from './softmax.ts'
import { eachRow, eachRowOfPanels, loadParameter, storeParameter } from './walks.ts'

export interface Normalization {
  x: PanelMatrix
  y: PanelMatrix
  /** (x - mean) / sqrt(variance + epsilon), kept for the gradient. */
  hat: PanelMatrix
  /** Addresses of row vectors; null: none. */
  gamma: number | null
  beta: number | null
  epsilon: number
}

export interface NormalizationGradient {
  /** Of y; becomes that of x, in place. */
  gradient: PanelMatrix
  hat: PanelMatrix
  gamma: number | null
  /** Where their gradients go. */
  gammaGradient: number | null
  betaGradient: number | null
  /** False: only the parameters' gradients are wanted. */
  wantsInput: boolean
}

/** Row vectors of statistics. */
export interface BatchStatistics {
  mean: number
  variance: number
  /** 1 / sqrt(variance + epsilon). */
  inverse: number
}

/** In training: by mean and variance of the batch, which it leaves in `statistics`. */
export function defineBatchNormalization(module: Module, { x, y, hat, gamma, beta, epsilon }: Normalization, statistics: BatchStatistics): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const share = f.keep(inverseOf(rows))
    const vectors = Math.max(1, x.width / 4)
    const [means, squares, inverses] = [f.vectors(vectors), f.vectors(vectors), f.vectors(vectors)]
    eachRowOfPanels(f, rows, [x, hat, y], (offset) => ({
      passes: [
        (v, from) => addTo(f, means[v], from.load()),
        (v, from, centered) => {
          const difference = f.keep(subtract(from.load(), at(means, v)))
          centered.store(difference)
          addTo(f, squares[v], multiply(difference, difference))
        },
        (v, _, normalized) => normalized.store(multiply(normalized.load(), at(inverses, v))),
      ],
      before(pass) {
        if (pass === 0) clear(f, [...means, ...squares])
        for (let v = 0; v < vectors; v++) {
          if (pass === 1) {
            f.set(at(means, v), multiply(at(means, v), share))
            storeParameter(f, statistics.mean, x, offset, v, at(means, v))
          } else if (pass === 2) {
            const variance = f.keep(multiply(at(squares, v), share))
            f.set(at(inverses, v), divide(splat(1), squareRoot(add(variance, splat(epsilon)))))
            storeParameter(f, statistics.variance, x, offset, v, variance)
            storeParameter(f, statistics.inverse, x, offset, v, at(inverses, v))
          }
        }
      },
    }))
    scale(f, rows, { hat, y, gamma, beta })
  })
}

/** In inference: by the moving statistics. */
export function defineMovingNormalization(module: Module, { x, y, gamma, beta, epsilon }: Normalization, moving: Pick<BatchStatistics, 'mean' | 'variance'>): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const vectors = Math.max(1, x.width / 4)
    const [means, inverses] = [f.vectors(vectors), f.vectors(vectors)]
    eachRowOfPanels(f, rows, [x, y], (offset) => ({
      passes: [(v, from, to) => to.store(multiply(subtract(from.load(), at(means, v)), at(inverses, v)))],
      before(pass) {
        for (let v = 0; v < (pass === 0 ? vectors : 0); v++) {
          f.set(at(means, v), loadParameter(moving.mean, x, offset, v))
          f.set(at(inverses, v), divide(splat(1), squareRoot(add(loadParameter(moving.variance, x, offset, v), splat(epsilon)))))
        }
      },
    }))
    scale(f, rows, { hat: y, y, gamma, beta })
  })
}

export function defineBatchNormalizationGradient(module: Module, { gradient, hat, gamma, gammaGradient, betaGradient, wantsInput }: NormalizationGradient, statistics: BatchStatistics): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const share = f.keep(inverseOf(rows))
    const vectors = Math.max(1, hat.width / 4)
    const [sums, along, factors] = [f.vectors(vectors), f.vectors(vectors), f.vectors(vectors)]
    eachRowOfPanels(f, rows, [gradient, hat], (offset) => ({
      passes: [
        (v, g, normalized) => {
          addTo(f, sums[v], g.load())
          addTo(f, along[v], multiply(g.load(), normalized.load()))
        },
        // gamma / sqrt(variance + epsilon) x (dy - mean of dy - hat x mean of dy hat)
        ...(wantsInput ? [(v: number, g: { load(): Vector; store(value: Vector): void }, normalized: { load(): Vector }) => g.store(multiply(subtract(subtract(g.load(), at(sums, v)), multiply(normalized.load(), at(along, v))), at(factors, v)))] : []),
      ],
      before(pass) {
        if (pass === 0) clear(f, [...sums, ...along])
        for (let v = 0; v < (pass === 1 ? vectors : 0); v++) {
          if (betaGradient !== null) storeParameter(f, betaGradient, hat, offset, v, at(sums, v))
          if (gammaGradient !== null) storeParameter(f, gammaGradient, hat, offset, v, at(along, v))
          f.set(at(sums, v), multiply(at(sums, v), share))
          f.set(at(along, v), multiply(at(along, v), share))
          const inverse = loadParameter(statistics.inverse, hat, offset, v)
          f.set(at(factors, v), gamma === null ? inverse : multiply(inverse, loadParameter(gamma, hat, offset, v)))
        }
      },
    }))
  })
}

/** `inverses`: address of one float a row, for the gradient. */
export function defineLayerNormalization(module: Module, { x, y, hat, gamma, beta, epsilon }: Normalization, inverses: number): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const share = 1 / x.columns
    const inverseAt = f.keep(integer(inverses))
    eachRow(f, rows, [x, hat, y], (walk) => {
      const sum = f.keep(splat(0))
      walk.along(([from], mask) => f.set(sum, add(sum, masked(from.load(), mask))))
      const mean = f.keep(multiply(sumOfRow(f, sum, x), splat(share)))
      f.set(sum, splat(0))
      walk.along(([from, centered], mask) => {
        const difference = f.keep(subtract(from.load(), mean))
        centered.store(difference)
        f.set(sum, add(sum, masked(multiply(difference, difference), mask)))
      })
      const inverse = f.keep(divide(splat(1), squareRoot(add(multiply(sumOfRow(f, sum, x), splat(share)), splat(epsilon)))))
      f.storeFloat(inverseAt, 0, lane(inverse, 0))
      f.advance(inverseAt, 4)
      walk.along(([, normalized, to], _, offset) => {
        const value = f.keep(multiply(normalized.load(), inverse))
        normalized.store(value)
        to.store(scaled(value, hat, { gamma, beta }, offset))
      })
    })
  })
}

export function defineLayerNormalizationGradient(module: Module, { gradient, hat, gamma, gammaGradient, betaGradient, wantsInput }: NormalizationGradient, inverses: number): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    if (gammaGradient !== null || betaGradient !== null) sumColumns(f, rows, { gradient, hat, gammaGradient, betaGradient })
    if (!wantsInput) return
    const share = 1 / hat.columns
    const inverseAt = f.keep(integer(inverses))
    eachRow(f, rows, [gradient, hat], (walk) => {
      const [sum, along] = [f.keep(splat(0)), f.keep(splat(0))]
      const byHat = (g: Vector, offset: Integer): Vector => (gamma === null ? g : multiply(g, loadParameter(gamma, hat, offset)))
      walk.along(([g, normalized], mask, offset) => {
        const own = f.keep(masked(byHat(g.load(), offset), mask))
        f.set(sum, add(sum, own))
        f.set(along, add(along, multiply(own, normalized.load())))
      })
      const mean = f.keep(multiply(sumOfRow(f, sum, hat), splat(share)))
      const meanAlong = f.keep(multiply(sumOfRow(f, along, hat), splat(share)))
      const inverse = f.keep(loadEveryLane(inverseAt))
      f.advance(inverseAt, 4)
      walk.along(([g, normalized], mask, offset) => g.store(masked(multiply(subtract(subtract(byHat(g.load(), offset), mean), multiply(normalized.load(), meanAlong)), inverse), mask)))
    })
  })
}

function sumColumns(f: FunctionBody, rows: Integer, { gradient, hat, gammaGradient, betaGradient }: Pick<NormalizationGradient, 'gradient' | 'hat' | 'gammaGradient' | 'betaGradient'>): void {
  const vectors = Math.max(1, hat.width / 4)
  const [sums, along] = [f.vectors(vectors), f.vectors(vectors)]
  eachRowOfPanels(f, rows, [gradient, hat], (offset) => ({
    passes: [
      (v, g, normalized) => {
        addTo(f, sums[v], g.load())
        addTo(f, along[v], multiply(g.load(), normalized.load()))
      },
    ],
    before(pass) {
      if (pass === 0) clear(f, [...sums, ...along])
      for (let v = 0; v < (pass === 1 ? vectors : 0); v++) {
        if (betaGradient !== null) storeParameter(f, betaGradient, hat, offset, v, at(sums, v))
        if (gammaGradient !== null) storeParameter(f, gammaGradient, hat, offset, v, at(along, v))
      }
    },
  }))
}

/** y = gamma hat + beta */
function scale(f: FunctionBody, rows: Integer, { hat, y, gamma, beta }: Pick<Normalization, 'hat' | 'y' | 'gamma' | 'beta'>): void {
  eachRowOfPanels(f, rows, [hat, y], (offset) => ({
    passes: [(v, from, to) => to.store(scaled(from.load(), y, { gamma, beta }, offset, v))],
    before: () => undefined,
  }))
}

function scaled(value: Vector, shape: PanelMatrix, { gamma, beta }: Pick<Normalization, 'gamma' | 'beta'>, offset: Integer, v = 0): Vector {
  const multiplied = gamma === null ? value : multiply(value, loadParameter(gamma, shape, offset, v))
  return beta === null ? multiplied : add(multiplied, loadParameter(beta, shape, offset, v))
}

function inverseOf(rows: Integer): Vector {
  return everyLane(divideFloats(float(1), floatOfInteger(rows)))
}

function addTo(f: FunctionBody, sum: Local<'v128'> | undefined, value: Vector): void {
  if (sum !== undefined) f.set(sum, add(sum, value))
}

function clear(f: FunctionBody, vectors: readonly Local<'v128'>[]): void {
  for (const vector of vectors) f.set(vector, splat(0))
}

function at(vectors: readonly Local<'v128'>[], v: number): Local<'v128'> {
  const vector = vectors[v]
  if (vector === undefined) throw new Error(`no vector ${v}`)
  return vector
}
