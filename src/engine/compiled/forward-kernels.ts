/** Each operation of a program as kernels of the forward pass. */
import type { Operation, ParameterId, ValueId } from '#engine/network/operations.ts'
import { defineActivation, relu } from './kernels/activations.ts'
import { defineConvolution } from './kernels/convolution.ts'
import { defineEmbedding } from './kernels/embedding.ts'
import type { EmbeddingPlace } from './kernels/embedding.ts'
import { defineBatchNormalization, defineLayerNormalization, defineMovingNormalization } from './kernels/normalize.ts'
import type { BatchStatistics, Normalization } from './kernels/normalize.ts'
import { definePatches, patchesFor, patchTable, rowsAtOnce } from './kernels/patches.ts'
import { definePooling, poolingTable } from './kernels/pooling.ts'
import { defineProduct } from './kernels/product.ts'
import { bytesOfMask, defineDropoutMask, defineMasking } from './kernels/random-masks.ts'
import { defineReshape, reshapeTable } from './kernels/reshape.ts'
import type { Shaped } from './kernels/reshape.ts'
import { defineSoftmax } from './kernels/softmax.ts'
import { defineCopy, defineSum } from './kernels/sweeps.ts'
import { formOf } from './memory.ts'
import type { PanelMatrix } from './panels.ts'
import { biasOffsetOf } from './parameter-places.ts'
import { callStep, fromTheStart, jointRelu, keptOf } from './plan.ts'
import type { CompilePlan, Step } from './plan.ts'
import { scalars } from './scalars.ts'
import { sharePatches, shareProduct } from './shared-work.ts'

export type Mode = 'training' | 'inference'

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>

/** Kernels of these operations, in order; those that both modes share are made once. */
export function forwardSteps(plan: CompilePlan, operations: readonly Operation[], mode: Mode, shared: Map<Operation, Step[]>): Step[] {
  const joint = new Set<Operation>()
  return operations.flatMap((operation) => {
    if (joint.has(operation)) return []
    const reluAfter = jointRelu(plan.program, operation)
    if (reluAfter !== null && operations.includes(reluAfter)) joint.add(reluAfter)
    if (dependsOnMode(operation)) return stepsOf(plan, operation, mode)
    const steps = shared.get(operation) ?? stepsOf(plan, operation, mode)
    shared.set(operation, steps)
    return steps
  })
}

function dependsOnMode({ kind }: Operation): boolean {
  return kind === 'dropout' || kind === 'gaussianNoise' || kind === 'batchNormalization'
}

function stepsOf(plan: CompilePlan, operation: Operation, mode: Mode): Step[] {
  const { module, math, memory, program } = plan
  const { positions } = formOf(program, operation.output)
  const x = memory.value(operation.input)
  switch (operation.kind) {
    case 'dense':
      return [callStep(denseProduct(plan, operation, x), positions, [fromTheStart, fromTheStart])]
    case 'activation': {
      const y = memory.value(operation.output)
      return [callStep(operation.activation === 'softmax' ? defineSoftmax(module, math, x, y) : defineActivation(module, math, operation.activation, x, y), positions)]
    }
    case 'dropout':
    case 'gaussianNoise': {
      const y = memory.value(operation.output)
      return mode === 'inference' ? [callStep(defineCopy(module, y, x), positions)] : randomSteps(plan, operation, x, y, positions)
    }
    case 'batchNormalization':
      return [callStep(batchNormalization(plan, operation, mode), positions)]
    case 'layerNormalization': {
      const kept = keptOf(plan, operation)
      kept.inverses = memory.allocate(x.rows * 4)
      return [callStep(defineLayerNormalization(module, normalization(plan, operation), kept.inverses), positions)]
    }
    case 'add':
      return [callStep(defineSum(module, memory.value(operation.output), x, memory.value(operation.other)), positions)]
    case 'reshape': {
      const [source, target] = [shapedAt(plan, operation.input), shapedAt(plan, operation.output)]
      const table = memory.table(reshapeTable(source, target))
      keptOf(plan, operation).table = table
      return [callStep(defineReshape(module, source, target, table), 1)]
    }
    case 'convolution':
      return [callStep(convolution(plan, operation, x), 1)]
    case 'pooling': {
      const table = memory.table(poolingTable(operation.window, x))
      keptOf(plan, operation).table = table
      return [callStep(definePooling(module, { ...operation, x, y: memory.value(operation.output), table }), 1)]
    }
    case 'embedding':
      return [callStep(defineEmbedding(module, { x, y: memory.value(operation.output), passed: operation.passed, tables: tablesAt(plan, operation, memory.weights) }), 1)]
    default:
      return operation satisfies never
  }
}

/** A value's matrix with its positions. */
export function shapedAt({ memory, program }: CompilePlan, id: ValueId): Shaped {
  return { matrix: memory.value(id), positions: formOf(program, id).positions }
}

export function tablesAt(plan: CompilePlan, { tables }: Of<'embedding'>, region: number): EmbeddingPlace['tables'] {
  return tables.map(({ at, table }) => ({ at, table: weightsAt(plan, table, region) }))
}

function convolution(plan: CompilePlan, operation: Of<'convolution'>, image: PanelMatrix) {
  const { module, memory, program } = plan
  const { window } = operation
  const reluAfter = jointRelu(program, operation)
  const y = memory.value(reluAfter?.output ?? operation.output)
  const parts = { window, rowsAtOnce: rowsAtOnce(window, memory.capacity), x: image, y }
  const matrix = patchesFor(window, parts.rowsAtOnce, memory.allocate)
  const words = patchTable({ window, image, patches: matrix })
  const patches = { window, image, patches: matrix, table: memory.table(words), units: words.length / 4 }
  const makePatches = sharePatches(plan, definePatches(module, patches), patches)
  keptOf(plan, operation).convolution = { parts, patches, makePatches }
  return defineConvolution(module, parts, { patches: makePatches, product: product(plan, operation, matrix, y, reluAfter !== null) })
}

function denseProduct(plan: CompilePlan, operation: Of<'dense'>, a: PanelMatrix) {
  const reluAfter = jointRelu(plan.program, operation)
  return product(plan, operation, a, plan.memory.value(reluAfter?.output ?? operation.output), reluAfter !== null)
}

function product(plan: CompilePlan, { kernel, bias }: Of<'dense'> | Of<'convolution'>, a: PanelMatrix, c: PanelMatrix, withRelu: boolean) {
  const b = weightsAt(plan, kernel)
  const own = defineProduct(plan.module, plan.arithmetic, {
    a,
    b,
    biasOffset: bias === null ? null : biasOffsetOf(b, weightsAt(plan, bias)),
    c,
    finish: (_, sum) => (withRelu ? relu(sum) : sum),
  })
  return shareProduct(plan, own, a, c)
}

/** A parameter's matrix among the weights. */
export function weightsAt({ memory }: CompilePlan, id: ParameterId, region = memory.weights): PanelMatrix {
  const place = memory.places.matrices[id]
  if (place === undefined) throw new Error(`the program has no parameter ${id}`)
  return { ...place, address: place.address + region }
}

function randomSteps(plan: CompilePlan, operation: Of<'dropout'> | Of<'gaussianNoise'>, x: PanelMatrix, y: PanelMatrix, positions: number): Step[] {
  const { module, memory } = plan
  const kept = keptOf(plan, operation)
  const mask = memory.allocate(bytesOfMask(x.rows, x.columns))
  kept.mask = mask
  const masking = callStep(defineMasking(module, { x, y, mask, combine: operation.kind === 'dropout' ? 'times' : 'plus' }), positions)
  if (operation.kind === 'gaussianNoise') return [masking]
  return [callStep(defineDropoutMask(module, scalars, { address: mask, columns: x.columns, rate: operation.rate, index: operation.index }), positions), masking]
}

function batchNormalization(plan: CompilePlan, operation: Of<'batchNormalization'>, mode: Mode) {
  const { module, memory } = plan
  const moving = { mean: weightsAt(plan, operation.movingMean, memory.moving).address, variance: weightsAt(plan, operation.movingVariance, memory.moving).address }
  if (mode === 'inference') return defineMovingNormalization(module, { ...normalization(plan, operation) }, moving)
  const statistics: BatchStatistics = {
    mean: weightsAt(plan, operation.movingMean, memory.batchStatistics).address,
    variance: weightsAt(plan, operation.movingVariance, memory.batchStatistics).address,
    inverse: memory.allocate(memory.value(operation.input).columns * 4 + 64),
  }
  keptOf(plan, operation).statistics = statistics
  return defineBatchNormalization(module, normalization(plan, operation), statistics)
}

function normalization(plan: CompilePlan, operation: Of<'batchNormalization'> | Of<'layerNormalization'>): Normalization {
  const { memory } = plan
  const kept = keptOf(plan, operation)
  const hat = kept.hat ?? memory.like(operation.input)
  kept.hat = hat
  return {
    x: memory.value(operation.input),
    y: memory.value(operation.output),
    hat,
    gamma: operation.gamma === null ? null : weightsAt(plan, operation.gamma).address,
    beta: operation.beta === null ? null : weightsAt(plan, operation.beta).address,
    epsilon: operation.epsilon,
  }
}
