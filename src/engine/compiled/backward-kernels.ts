/**
 * The backward pass of a program as kernels. A value's gradient belongs to the operation that made the value: operations that keep the
 * shape turn it in place into the gradient of their input.
 */
import { deriveBackward } from '#engine/network/backward.ts'
import type { BackwardStep } from '#engine/network/backward.ts'
import { inputsOf } from '#engine/network/operations.ts'
import type { Operation, ValueId } from '#engine/network/operations.ts'
import { integer, load, plus } from './assembler/expressions.ts'
import type { Integer, Vector } from './assembler/expressions.ts'
import type { FunctionBody } from './assembler/function-body.ts'
import { defineActivationGradient, reluGradient } from './kernels/activations.ts'
import { defineConvolutionGradient } from './kernels/convolution.ts'
import type { GradientKernels } from './kernels/convolution.ts'
import { defineEmbeddingGradient } from './kernels/embedding.ts'
import { defineBatchNormalizationGradient, defineLayerNormalizationGradient } from './kernels/normalize.ts'
import type { NormalizationGradient } from './kernels/normalize.ts'
import { definePatchGradient, patchesFor } from './kernels/patches.ts'
import { definePoolingGradient } from './kernels/pooling.ts'
import { defineProduct } from './kernels/product.ts'
import { defineMasking } from './kernels/random-masks.ts'
import { defineReshape, reshapeTable } from './kernels/reshape.ts'
import { defineSoftmaxGradient } from './kernels/softmax.ts'
import { defineAddition, defineCopy } from './kernels/sweeps.ts'
import { bytesOfTransposed, columnAsRow, defineTranspose, transposedAt } from './kernels/transpose.ts'
import { defineWeightGradient } from './kernels/weight-gradient.ts'
import { shapedAt, tablesAt, weightsAt } from './forward-kernels.ts'
import { formOf } from './memory.ts'
import { panelsOf } from './panels.ts'
import type { PanelMatrix } from './panels.ts'
import { biasOffsetOf } from './parameter-places.ts'
import { sharePatches, shareProduct, shareWeightGradient } from './shared-work.ts'
import { callStep, fromTheStart, jointRelu, keptOf } from './plan.ts'
import type { CompilePlan, Step } from './plan.ts'

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>

/** `lossGradient`: where the gradient of the value that the loss reads lies. */
export function backwardSteps(plan: CompilePlan, lossGradient: PanelMatrix): Step[] {
  const { program } = plan
  const gradients = new Map<ValueId, PanelMatrix>([[program.loss.value, lossGradient]])
  const steps = deriveBackward(program)
  const isMasked = new Set(steps.map((step) => maskOf(plan, step, steps)))
  return steps.flatMap((step) => {
    const { operation } = step
    const arrived = gradients.get(operation.output)
    if (arrived === undefined) throw new Error(`no gradient arrived at ${operation.kind} of ${operation.layerId}`)
    return stepsOf(plan, step, { arrived, gradients, mask: maskOf(plan, step, steps), isMasked: isMasked.has(operation) })
  })
}

interface Place {
  /** Gradient of the operation's output. */
  arrived: PanelMatrix
  gradients: Map<ValueId, PanelMatrix>
  /** A relu before the operation whose derivative is taken while the gradient of its result is made. */
  mask: Operation | null
  /** This operation is such a relu. */
  isMasked: boolean
}

/** The relu that made the input of a dense layer, where nobody else reads it: its mask costs nothing inside the product. */
function maskOf({ program }: CompilePlan, { operation, inputGradient }: BackwardStep, steps: readonly BackwardStep[]): Operation | null {
  if (operation.kind !== 'dense' || inputGradient !== 'set' || operation.input === program.loss.value) return null
  const readers = steps.filter(({ operation: other }) => inputsOf(other).includes(operation.input))
  const maker = steps.find(({ operation: other }) => other.output === operation.input)?.operation
  return readers.length === 1 && maker?.kind === 'activation' && maker.activation === 'relu' ? maker : null
}

function stepsOf(plan: CompilePlan, { operation, inputGradient, otherGradient }: BackwardStep, place: Place): Step[] {
  const { module, memory, program } = plan
  const { arrived, gradients } = place
  const { positions } = formOf(program, operation.output)
  const wantsInput = inputGradient !== 'none'

  /** For operations that work in place: the gradient of the output has become that of the input. */
  function handOn(value: ValueId, how: BackwardStep['inputGradient'], isLast = true): Step[] {
    if (how === 'none') return []
    const earlier = gradients.get(value)
    if (how === 'add' && earlier !== undefined) return [callStep(defineAddition(module, earlier, arrived), positions)]
    if (isLast) {
      gradients.set(value, arrived)
      return []
    }
    const copy = memory.like(value)
    gradients.set(value, copy)
    return [callStep(defineCopy(module, copy, arrived), positions)]
  }

  switch (operation.kind) {
    case 'dense':
      return [...inputSteps(plan, operation, inputGradient, place), callStep(kernelGradient(plan, operation, arrived), positions, [fromTheStart, fromTheStart])]
    case 'activation': {
      if (!wantsInput) return []
      const own = place.isMasked ? [] : [callStep(activationGradient(plan, operation, arrived), positions)]
      return [...own, ...handOn(operation.input, inputGradient)]
    }
    case 'dropout': {
      const { mask } = keptOf(plan, operation)
      if (mask === undefined) throw new Error('no mask was drawn')
      return wantsInput ? [callStep(defineMasking(module, { x: arrived, y: arrived, mask, combine: 'times' }), positions), ...handOn(operation.input, inputGradient)] : []
    }
    case 'gaussianNoise':
      return handOn(operation.input, inputGradient)
    case 'batchNormalization': {
      const { statistics } = keptOf(plan, operation)
      if (statistics === undefined) throw new Error('no statistics were taken')
      return [callStep(defineBatchNormalizationGradient(module, normalizationGradient(plan, operation, arrived, wantsInput), statistics), positions), ...handOn(operation.input, inputGradient)]
    }
    case 'layerNormalization': {
      const { inverses } = keptOf(plan, operation)
      if (inverses === undefined) throw new Error('no statistics were taken')
      return [callStep(defineLayerNormalizationGradient(module, normalizationGradient(plan, operation, arrived, wantsInput), inverses), positions), ...handOn(operation.input, inputGradient)]
    }
    case 'add':
      // The first hand-over must leave the gradient for the second.
      return [...handOn(operation.input, inputGradient, otherGradient === 'none'), ...handOn(operation.other, otherGradient)]
    case 'reshape':
      return wantsInput ? reshapeSteps(plan, operation, inputGradient, place) : []
    case 'convolution':
      return convolutionSteps(plan, operation, inputGradient, place)
    case 'pooling': {
      if (!wantsInput) return []
      const { table } = keptOf(plan, operation)
      const { gradient, steps } = zeroedGradient(plan, operation.input, inputGradient, place)
      if (table === undefined) throw new Error('no table of windows was made')
      return [...steps, callStep(definePoolingGradient(module, { ...operation, x: memory.value(operation.input), y: memory.value(operation.output), table, xGradient: gradient, yGradient: arrived }), 1)]
    }
    case 'embedding':
      return [callStep(defineEmbeddingGradient(module, { x: memory.value(operation.input), y: arrived, passed: operation.passed, tables: tablesAt(plan, operation, memory.gradients) }, (table) => panelsOf(table) * table.panelBytes), 1)]
    default:
      return operation satisfies never
  }
}

/** The gradient of a dense layer's input: that of its output times the transposed kernel. */
function inputSteps(plan: CompilePlan, operation: Of<'dense'>, inputGradient: BackwardStep['inputGradient'], { arrived, gradients, mask }: Place): Step[] {
  if (inputGradient === 'none') return []
  const { module, arithmetic, memory } = plan
  const kernel = weightsAt(plan, operation.kernel)
  const isColumn = kernel.width === 1
  const transposed = isColumn ? columnAsRow(kernel) : transposedAt(memory.allocate(bytesOfTransposed(kernel)), kernel)
  const target = memory.like(operation.input)
  const y = mask === null ? null : memory.value(mask.output)
  const product = defineProduct(module, arithmetic, {
    a: arrived,
    b: transposed,
    biasOffset: null,
    c: target,
    finish: (_: FunctionBody, sum: Vector, pointer: Integer, offset: number) => (y === null ? sum : reluGradient(sum, load(plus(pointer, integer(y.address - target.address)), offset))),
  })
  const steps = [callStep(shareProduct(plan, product, arrived, target), 1, [fromTheStart, fromTheStart])]
  const earlier = gradients.get(operation.input)
  if (inputGradient === 'add' && earlier !== undefined) steps.push(callStep(defineAddition(module, earlier, target), 1))
  else gradients.set(operation.input, target)
  return isColumn ? steps : [callStep(defineTranspose(module, kernel, transposed), 1), ...steps]
}

/** Of a value whose gradient is added up in parts: begun with 0, unless some has arrived. */
function zeroedGradient({ memory }: CompilePlan, value: ValueId, how: BackwardStep['inputGradient'], { gradients }: Place): { gradient: PanelMatrix; steps: Step[] } {
  const earlier = gradients.get(value)
  if (how === 'add' && earlier !== undefined) return { gradient: earlier, steps: [] }
  const gradient = memory.like(value)
  gradients.set(value, gradient)
  return { gradient, steps: [(f) => f.clear(integer(gradient.address), integer(panelsOf(gradient) * gradient.panelBytes))] }
}

function reshapeSteps(plan: CompilePlan, operation: Of<'reshape'>, inputGradient: BackwardStep['inputGradient'], { arrived, gradients }: Place): Step[] {
  const { module, memory } = plan
  const { table } = keptOf(plan, operation)
  if (table === undefined) throw new Error('no table of places was made')
  const [source, target] = [shapedAt(plan, operation.input), shapedAt(plan, operation.output)]
  const earlier = gradients.get(operation.input)
  const adds = inputGradient === 'add' && earlier !== undefined
  const gradient = adds ? earlier : memory.like(operation.input)
  gradients.set(operation.input, gradient)
  const back = memory.table(reshapeTable({ ...target, matrix: arrived }, { ...source, matrix: gradient }))
  const clearing: Step[] = adds ? [] : [(f) => f.clear(integer(gradient.address), integer(panelsOf(gradient) * gradient.panelBytes))]
  return [...clearing, callStep(defineReshape(module, { ...target, matrix: arrived }, { ...source, matrix: gradient }, back, adds), 1)]
}

function convolutionSteps(plan: CompilePlan, operation: Of<'convolution'>, inputGradient: BackwardStep['inputGradient'], place: Place): Step[] {
  const { module, arithmetic, memory } = plan
  const { convolution } = keptOf(plan, operation)
  if (convolution === undefined) throw new Error('no patches were made')
  const { parts, patches, makePatches } = convolution
  const { arrived } = place
  const c = weightsAt(plan, operation.kernel, memory.gradients)
  const biasOffset = operation.bias === null ? null : biasOffsetOf(c, weightsAt(plan, operation.bias, memory.gradients))
  const weightGradient = shareWeightGradient(plan, defineWeightGradient(module, arithmetic, { a: patches.patches, g: arrived, c, biasOffset, adds: true }), patches.patches, arrived)
  const steps: Step[] = []
  let input: GradientKernels['input'] = null
  if (inputGradient !== 'none') {
    const kernel = weightsAt(plan, operation.kernel)
    const isColumn = kernel.width === 1
    const transposed = isColumn ? columnAsRow(kernel) : transposedAt(memory.allocate(bytesOfTransposed(kernel)), kernel)
    if (!isColumn) steps.push(callStep(defineTranspose(module, kernel, transposed), 1))
    const patchGradients = patchesFor(operation.window, parts.rowsAtOnce, memory.allocate)
    const { gradient, steps: zeroing } = zeroedGradient(plan, operation.input, inputGradient, place)
    steps.push(...zeroing)
    const back = { ...patches, image: gradient, patches: patchGradients }
    input = {
      product: shareProduct(plan, defineProduct(module, arithmetic, { a: arrived, b: transposed, biasOffset: null, c: patchGradients, finish: (_, sum) => sum }), { ...arrived, rows: patchGradients.rows }, patchGradients),
      patchGradient: sharePatches(plan, definePatchGradient(module, back), back),
    }
  }
  return [...steps, callStep(defineConvolutionGradient(module, parts, { patches: makePatches, weightGradient, input }, (f) => f.clear(integer(c.address), integer(panelsOf(c) * c.panelBytes))), 1)]
}

function kernelGradient(plan: CompilePlan, operation: Of<'dense'>, arrived: PanelMatrix) {
  const { module, arithmetic, memory } = plan
  const c = weightsAt(plan, operation.kernel, memory.gradients)
  const a = memory.value(operation.input)
  const own = defineWeightGradient(module, arithmetic, { a, g: arrived, c, biasOffset: operation.bias === null ? null : biasOffsetOf(c, weightsAt(plan, operation.bias, memory.gradients)) })
  return shareWeightGradient(plan, own, a, arrived)
}

function activationGradient(plan: CompilePlan, operation: Of<'activation'>, gradient: PanelMatrix) {
  const { module, math, memory, program } = plan
  const y = memory.value(operation.output)
  if (operation.activation === 'softmax') return defineSoftmaxGradient(module, y, gradient)
  // A joint relu's argument is nowhere; its derivative follows from the result alone.
  const maker = program.operations.find(({ output }) => output === operation.input)
  const x = maker !== undefined && jointRelu(program, maker) === operation ? y : memory.value(operation.input)
  return defineActivationGradient(module, math, operation.activation, { x, y, gradient })
}

function normalizationGradient(plan: CompilePlan, operation: Of<'batchNormalization'> | Of<'layerNormalization'>, gradient: PanelMatrix, wantsInput: boolean): NormalizationGradient {
  const { memory } = plan
  const { hat } = keptOf(plan, operation)
  if (hat === undefined) throw new Error('nothing was normalized')
  return {
    gradient,
    hat,
    gamma: operation.gamma === null ? null : weightsAt(plan, operation.gamma).address,
    gammaGradient: operation.gamma === null ? null : weightsAt(plan, operation.gamma, memory.gradients).address,
    betaGradient: operation.beta === null ? null : weightsAt(plan, operation.beta, memory.gradients).address,
    wantsInput,
  }
}
