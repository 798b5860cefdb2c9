/**
 * A network computed naively in float64, row by row from a plan's own layers: what program, engine and derived gradient are held
 * to. Shares nothing with them but the random masks.
 */
import type { ActivationName } from '#engine/catalogue/activations.ts'
import { dropoutMask, noiseOf } from '#engine/training/random-masks.ts'
import { noteSide, watchKinks } from './kinks.ts'
import type { Kinks } from './kinks.ts'
import { activate } from './reference-activations.ts'
import { referenceLoss } from './reference-losses.ts'
import type { ReferenceLoss } from './reference-losses.ts'
import { convolve, pool } from './reference-windows.ts'
import type { ReferenceWindow, Shaped } from './reference-windows.ts'

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
  | { id: string; type: 'reshape'; height: number; width: number; channels: number }
  | { id: string; type: 'flatten' }
  | { id: string; type: 'conv1d' | 'conv2d'; filters: number; kernelSize: number; strides: number; padding: 'valid' | 'same'; activation: ActivationName; useBias: boolean; kernelRegularizer: Penalty | null; biasRegularizer: Penalty | null }
  | { id: string; type: 'maxPooling1d' | 'maxPooling2d' | 'averagePooling1d' | 'averagePooling2d'; poolSize: number; strides: number; padding: 'valid' | 'same' }
  | { id: string; type: 'globalMaxPooling1d' | 'globalMaxPooling2d' | 'globalAveragePooling1d' | 'globalAveragePooling2d' }
  | { id: string; type: 'add'; from: string }
  | { id: string; type: 'embedding'; outputDim: number; embeddingsRegularizer: Penalty | null }

export interface ReferenceNetwork {
  /** Which inputs are codes. */
  codes?: readonly { at: number; size: number }[]
  layers: readonly ReferenceLayer[]
  output: { units: number; activation: ActivationName }
  loss: ReferenceLoss
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
  let shape: readonly number[] = [rows[0]?.length ?? 0]
  const results = new Map([['input', rows]])

  /** What works on the last axis takes every position for itself. */
  function byPosition(change: (rows: number[][]) => number[][]): void {
    const channels = shape.at(-1) ?? 1
    const positions = rows.flatMap((row) => Array.from({ length: row.length / channels }, (_, at) => row.slice(at * channels, (at + 1) * channels)))
    const changed = change(positions)
    const count = positions.length / rows.length
    rows = rows.map((_, at) => changed.slice(at * count, (at + 1) * count).flat())
  }

  function windowed(change: (own: Shaped) => Shaped): void {
    const before = shape
    rows = rows.map((row) => {
      const made = change({ shape: before, row })
      shape = made.shape
      return [...made.row]
    })
  }

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
    shape = [units]
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
        byPosition((positions) => positions.map((row) => activate(layer.activation, row, kinks)))
        return
      case 'dropout':
        if (training !== null) masked(dropoutMask({ count, rate: layer.rate, index: drawn.dropout++, ...training }), (x, by) => x * by)
        return
      case 'gaussianNoise':
        if (training !== null) masked(noiseOf({ count, stddev: layer.stddev, index: drawn.gaussianNoise++, ...training }), (x, by) => x + by)
        return
      case 'batchNormalization': {
        byPosition((positions) => {
          const statistics = training === null ? null : columnsOf(positions).map(meanAndVariance)
          const means = statistics === null ? weight(`${layer.id}/moving_mean`) : statistics.map(({ mean }) => mean)
          const variances = statistics === null ? weight(`${layer.id}/moving_variance`) : statistics.map(({ variance }) => variance)
          const follow = (name: string, seen: readonly number[]) => moving.set(name, weight(name).map((value, at) => layer.momentum * value + (1 - layer.momentum) * (seen[at] ?? NaN)))
          if (statistics !== null) {
            follow(`${layer.id}/moving_mean`, means)
            follow(`${layer.id}/moving_variance`, variances)
          }
          return scaled(layer, positions.map((row) => row.map((x, at) => (x - (means[at] ?? NaN)) / Math.sqrt((variances[at] ?? NaN) + layer.epsilon))))
        })
        return
      }
      case 'layerNormalization':
        byPosition((positions) => scaled(layer, positions.map((row) => {
          const { mean, variance } = meanAndVariance(row)
          return row.map((x) => (x - mean) / Math.sqrt(variance + layer.epsilon))
        })))
        return
      case 'reshape':
        shape = layer.height === 0 ? [layer.width, layer.channels] : [layer.height, layer.width, layer.channels]
        return
      case 'flatten':
        shape = [rows[0]?.length ?? 0]
        return
      case 'conv1d':
      case 'conv2d': {
        const kernel = penalized(`${layer.id}/kernel`, layer.kernelRegularizer)
        const bias = layer.useBias ? penalized(`${layer.id}/bias`, layer.biasRegularizer) : null
        windowed((own) => convolve(own, { ...layer, size: layer.kernelSize }, kernel, bias, layer.filters))
        byPosition((positions) => positions.map((row) => activate(layer.activation, row, kinks)))
        return
      }
      case 'maxPooling1d':
      case 'maxPooling2d':
      case 'averagePooling1d':
      case 'averagePooling2d': {
        const window: ReferenceWindow = { size: layer.poolSize, strides: layer.strides === 0 ? layer.poolSize : layer.strides, padding: layer.padding }
        windowed((own) => pool(own, layer.type.startsWith('max') ? 'max' : 'average', window, kinks))
        return
      }
      case 'globalMaxPooling1d':
      case 'globalMaxPooling2d':
      case 'globalAveragePooling1d':
      case 'globalAveragePooling2d':
        windowed((own) => pool(own, layer.type.startsWith('globalMax') ? 'max' : 'average', null, kinks))
        return
      case 'add': {
        const other = results.get(layer.from) ?? []
        rows = rows.map((row, number) => row.map((x, at) => x + (other[number]?.[at] ?? NaN)))
        return
      }
      case 'embedding': {
        const codes = network.codes ?? []
        const tables = codes.map((_, number) => penalized(`${layer.id}/embeddings_${number + 1}`, layer.embeddingsRegularizer))
        const vector = (row: readonly number[], at: number, number: number): number[] => Array.from({ length: layer.outputDim }, (_, dimension) => tables[number]?.[(row[at] ?? NaN) * layer.outputDim + dimension] ?? NaN)
        rows = rows.map((row) => [...row.filter((_, at) => codes.every((code) => code.at !== at)), ...codes.flatMap(({ at }, number) => vector(row, at, number))])
        shape = [rows[0]?.length ?? 0]
        return
      }
      default:
        layer satisfies never
    }
  }

  for (const layer of network.layers) {
    pass(layer)
    results.set(layer.id, rows)
  }
  dense('output', network.output.units, true, null, null)
  const logits = rows
  const outputs = rows.map((row) => activate(network.output.activation, row, kinks))
  const total = outputs.reduce((sum, row, at) => sum + (batch.weights?.[at] ?? 1) * referenceLoss(network.loss, { logits: logits[at] ?? [], outputs: row, targets: batch.targets[at] ?? [] }, kinks), 0)
  return { loss: total / outputs.length + penalties, outputs, moving, kinks }
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
