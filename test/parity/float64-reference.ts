/**
 * A network computed naively in float64, row by row from a plan's own layers: what program, engine and derived gradient are held
 * to. Shares nothing with them but the random masks.
 */
import type { ActivationName } from '#engine/catalogue/activations.ts'
import type { LossName } from '#engine/catalogue/losses.ts'
import { dropoutMask, noiseOf } from '#engine/training/random-masks.ts'
import { noteSide, watchKinks } from './kinks.ts'
import type { Kinks } from './kinks.ts'
import { activate } from './reference-activations.ts'

export interface Penalty {
  type: 'l1' | 'l2' | 'l1l2'
  l1?: number
  l2?: number
}

interface Normalization {
  id: string
  epsilon: number
  center: boolean
  scale: boolean
  gammaRegularizer: Penalty | null
  betaRegularizer: Penalty | null
}

/** A plan's layer with every setting that matters said. */
export type ReferenceLayer =
  | { id: string; type: 'dense'; units: number; activation: ActivationName; useBias: boolean; kernelRegularizer: Penalty | null; biasRegularizer: Penalty | null }
  | { id: string; type: 'activation'; activation: ActivationName }
  | { id: string; type: 'dropout'; rate: number }
  | { id: string; type: 'gaussianNoise'; stddev: number }
  | ({ type: 'batchNormalization'; momentum: number } & Normalization)
  | ({ type: 'layerNormalization' } & Normalization)

export interface ReferenceNetwork {
  layers: readonly ReferenceLayer[]
  output: { units: number; activation: ActivationName }
  loss: { type: LossName; delta?: number; labelSmoothing?: number }
}

export interface ReferenceBatch {
  inputs: readonly (readonly number[])[]
  targets: readonly (readonly number[])[]
  /** One per row; null: all 1. */
  weights: readonly number[] | null
}

/** By name (`layer-1/kernel`), row-major. */
export type ReferenceWeights = ReadonlyMap<string, readonly number[]>

export interface ReferencePass {
  /** Mean over the rows, penalties included. */
  loss: number
  outputs: number[][]
  /** Moving statistics after a training step, by name. */
  moving: Map<string, number[]>
  kinks: Kinks
}

/** `training`: null in inference mode. */
export function runReference(network: ReferenceNetwork, weights: ReferenceWeights, batch: ReferenceBatch, training: { seed: number; step: number } | null): ReferencePass {
  const moving = new Map<string, number[]>()
  const kinks = watchKinks()
  const drawn = { dropout: 0, gaussianNoise: 0 }
  let penalties = 0
  let rows = batch.inputs.map((row) => [...row])

  function weight(name: string): readonly number[] {
    const values = weights.get(name)
    if (values === undefined) throw new Error(`no weights ${name}`)
    return values
  }

  function penalized(name: string, penalty: Penalty | null): readonly number[] {
    const values = weight(name)
    for (const value of values) {
      if (penalty?.l1 !== undefined) noteSide(kinks, value)
      penalties += (penalty?.l1 ?? 0) * Math.abs(value) + (penalty?.l2 ?? 0) * value * value
    }
    return values
  }

  function dense(id: string, units: number, useBias: boolean, kernelPenalty: Penalty | null, biasPenalty: Penalty | null): void {
    const kernel = penalized(`${id}/kernel`, kernelPenalty)
    const bias = useBias ? penalized(`${id}/bias`, biasPenalty) : []
    rows = rows.map((row) => Array.from({ length: units }, (_, unit) => row.reduce((sum, x, at) => sum + x * (kernel[at * units + unit] ?? NaN), bias[unit] ?? 0)))
  }

  function scaled({ id, scale, center, gammaRegularizer, betaRegularizer }: Normalization, hat: number[][]): number[][] {
    const gamma = scale ? penalized(`${id}/gamma`, gammaRegularizer) : null
    const beta = center ? penalized(`${id}/beta`, betaRegularizer) : null
    return hat.map((row) => row.map((x, at) => x * (gamma === null ? 1 : (gamma[at] ?? NaN)) + (beta === null ? 0 : (beta[at] ?? NaN))))
  }

  function masked(mask: Float32Array, change: (x: number, by: number) => number): void {
    rows = rows.map((row, number) => row.map((x, at) => change(x, mask[number * row.length + at] ?? NaN)))
  }

  function pass(layer: ReferenceLayer): void {
    const count = rows.length * (rows[0]?.length ?? 0)
    switch (layer.type) {
      case 'dense':
        dense(layer.id, layer.units, layer.useBias, layer.kernelRegularizer, layer.biasRegularizer)
        rows = rows.map((row) => activate(layer.activation, row, kinks))
        return
      case 'activation':
        rows = rows.map((row) => activate(layer.activation, row, kinks))
        return
      case 'dropout':
        if (training !== null) masked(dropoutMask({ count, rate: layer.rate, index: drawn.dropout++, ...training }), (x, by) => x * by)
        return
      case 'gaussianNoise':
        if (training !== null) masked(noiseOf({ count, stddev: layer.stddev, index: drawn.gaussianNoise++, ...training }), (x, by) => x + by)
        return
      case 'batchNormalization': {
        const statistics = training === null ? null : columnsOf(rows).map(meanAndVariance)
        const means = statistics === null ? weight(`${layer.id}/moving_mean`) : statistics.map(({ mean }) => mean)
        const variances = statistics === null ? weight(`${layer.id}/moving_variance`) : statistics.map(({ variance }) => variance)
        rows = scaled(layer, rows.map((row) => row.map((x, at) => (x - (means[at] ?? NaN)) / Math.sqrt((variances[at] ?? NaN) + layer.epsilon))))
        if (statistics === null) return
        const follow = (name: string, seen: readonly number[]) => moving.set(name, weight(name).map((value, at) => layer.momentum * value + (1 - layer.momentum) * (seen[at] ?? NaN)))
        follow(`${layer.id}/moving_mean`, means)
        follow(`${layer.id}/moving_variance`, variances)
        return
      }
      case 'layerNormalization':
        rows = scaled(layer, rows.map((row) => {
          const { mean, variance } = meanAndVariance(row)
          return row.map((x) => (x - mean) / Math.sqrt(variance + layer.epsilon))
        }))
        return
      default:
        layer satisfies never
    }
  }

  for (const layer of network.layers) pass(layer)
  dense('output', network.output.units, true, null, null)
  const logits = rows
  const outputs = rows.map((row) => activate(network.output.activation, row, kinks))
  const total = outputs.reduce((sum, row, at) => sum + (batch.weights?.[at] ?? 1) * rowLoss(network, logits[at] ?? [], row, batch.targets[at] ?? [], kinks), 0)
  return { loss: total / outputs.length + penalties, outputs, moving, kinks }
}

/** Cross-entropies are written by the logits: 1 - sigmoid(30) has only a few digits left. */
function rowLoss({ loss: { type, delta = 1, labelSmoothing = 0 } }: ReferenceNetwork, logits: readonly number[], outputs: readonly number[], targets: readonly number[], kinks: Kinks): number {
  const errors = outputs.map((output, at) => output - (targets[at] ?? NaN))
  switch (type) {
    case 'meanSquaredError':
      return mean(errors.map((error) => error * error))
    case 'meanAbsoluteError':
      for (const error of errors) noteSide(kinks, error)
      return mean(errors.map(Math.abs))
    case 'huber':
      return mean(errors.map((error) => (Math.abs(error) <= delta ? (error * error) / 2 : delta * Math.abs(error) - (delta * delta) / 2)))
    case 'binaryCrossentropy':
      return mean(logits.map((z, at) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - z * ((targets[at] ?? NaN) * (1 - labelSmoothing) + labelSmoothing / 2)))
    case 'categoricalCrossentropy': {
      const largest = Math.max(...logits)
      const total = largest + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - largest), 0))
      return logits.reduce((sum, z, at) => sum + ((targets[at] ?? NaN) * (1 - labelSmoothing) + labelSmoothing / logits.length) * (total - z), 0)
    }
    default:
      return type satisfies never
  }
}

function columnsOf(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? NaN))
}

function meanAndVariance(values: readonly number[]): { mean: number; variance: number } {
  const middle = mean(values)
  return { mean: middle, variance: mean(values.map((value) => (value - middle) ** 2)) }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
