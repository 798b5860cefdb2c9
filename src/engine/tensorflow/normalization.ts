/** Batch and layer normalization as nodes, with their gradients (Ioffe and Szegedy 2015; Ba, Kiros and Hinton 2016). */
import type { Context, Forward, Of, ParameterGradient, Shapes, TrainingContext } from './forward-context.ts'
import type { Graph, Tensor } from './graph.ts'

export function batchNormalization(context: Context, operation: Of<'batchNormalization'>, x: Tensor, shapes: Shapes): Forward {
  const { graph: g, training } = context
  if (training === null) {
    const inverse = g.apply('Rsqrt', [g.plus(context.parameter(operation.movingVariance), operation.epsilon)])
    return normalized(context, operation, { hat: g.multiply(g.subtract(x, context.parameter(operation.movingMean)), inverse), inverse, meanOf: null, shapes })
  }
  const meanOf = meanOverRows(g, training, shapes)
  const mean = meanOf(x)
  const centered = g.subtract(x, mean)
  const variance = meanOf(g.apply('Square', [centered]))
  training.observe(operation.movingMean, mean, operation.momentum)
  training.observe(operation.movingVariance, variance, operation.momentum)
  const inverse = g.apply('Rsqrt', [g.plus(variance, operation.epsilon)])
  return normalized(context, operation, { hat: g.multiply(centered, inverse), inverse, meanOf, shapes })
}

export function layerNormalization(context: Context, operation: Of<'layerNormalization'>, x: Tensor, shapes: Shapes): Forward {
  const { graph: g } = context
  const meanOf = (values: Tensor): Tensor => g.reduce('Mean', values, [shapes.input.length], true)
  const centered = g.subtract(x, meanOf(x))
  const inverse = g.apply('Rsqrt', [g.plus(meanOf(g.apply('Square', [centered])), operation.epsilon)])
  return normalized(context, operation, { hat: g.multiply(centered, inverse), inverse, meanOf, shapes })
}

/** Of every channel, over the rows and positions of the batch; rows that only fill up are left out. */
function meanOverRows(g: Graph, { filled }: TrainingContext, { input }: Shapes): (values: Tensor) => Tensor {
  const axes = input.map((_, axis) => axis)
  if (filled === null) return (values) => g.reduce('Mean', values, axes)
  const positions = input.slice(0, -1).reduce((product, length) => product * length, 1)
  const mask = g.reshape(filled.mask, [-1, ...input.map(() => 1)])
  const share = g.divide(g.constant(1 / positions), filled.count)
  return (values) => g.multiply(g.reduce('Sum', g.multiply(values, mask), axes), share)
}

interface Normalized {
  /** (x - mean) x inverse. */
  hat: Tensor
  inverse: Tensor
  /** Averages over what was normalized, because mean and variance depend on x; null where they are constants. */
  meanOf: ((values: Tensor) => Tensor) | null
  shapes: Shapes
}

function normalized(context: Context, { kind, gamma, beta }: Of<'batchNormalization'> | Of<'layerNormalization'>, { hat, inverse, meanOf, shapes }: Normalized): Forward {
  const { graph: g } = context
  const scaled = gamma === null ? hat : g.multiply(hat, context.parameter(gamma))
  const axes = shapes.input.map((_, axis) => axis)
  return {
    output: beta === null ? scaled : g.add(scaled, context.parameter(beta)),
    backward(gradient, wantsInput) {
      const parameters: ParameterGradient[] = []
      if (gamma !== null) parameters.push({ id: gamma, gradient: g.reduce('Sum', g.multiply(gradient, hat), axes) })
      if (beta !== null) parameters.push({ id: beta, gradient: g.reduce('Sum', gradient, axes) })
      if (!wantsInput) return { input: null, parameters }
      const byHat = gamma === null ? gradient : g.multiply(gradient, context.parameter(gamma))
      if (meanOf === null) return { input: g.multiply(byHat, inverse), parameters }
      const along = g.multiply(hat, meanOf(g.multiply(byHat, hat)))
      const input = g.multiply(g.subtract(g.subtract(byHat, meanOf(byHat)), along), inverse)
      const filled = kind === 'batchNormalization' ? (context.training?.filled ?? null) : null
      // Rows that only fill up have no part in the means, and none in what is learned from them.
      return { input: filled === null ? input : g.multiply(input, g.reshape(filled.mask, [-1, ...shapes.input.map(() => 1)])), parameters }
    },
  }
}
