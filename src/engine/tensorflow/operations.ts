/** Each operation of a program as nodes, forward, with its backward pass as a closure that writes further nodes. */
import type { Operation, Program } from '#engine/network/operations.ts'
import { activationNodes } from './activations.ts'
import { attribute } from './attributes.ts'
import type { Context, Forward, Of, ParameterGradient, Shapes } from './forward-context.ts'
import type { Tensor } from './graph.ts'
import { batchNormalization, layerNormalization } from './normalization.ts'
import { dropoutMask, noise } from './random-numbers.ts'
import { convolution, pooling } from './windows.ts'

/** `other`: the second value of an addition. */
export function writeOperation(context: Context, program: Program, operation: Operation, x: Tensor, other: Tensor): Forward {
  const { graph: g, rows, training } = context
  const shapes: Shapes = { input: program.values[operation.input]?.shape ?? [], output: program.values[operation.output]?.shape ?? [] }
  switch (operation.kind) {
    case 'dense':
      return dense(context, operation, x)
    case 'activation': {
      const nodes = activationNodes[operation.activation]
      const output = nodes.of(g, x)
      return { output, backward: (gradient, wantsInput) => ({ input: wantsInput ? nodes.gradient(g, gradient, x, output, shapes.input.length) : null, parameters: [] }) }
    }
    case 'reshape':
      return { output: g.reshape(x, [-1, ...shapes.output]), backward: (gradient) => ({ input: g.reshape(gradient, [-1, ...shapes.input]), parameters: [] }) }
    case 'convolution':
      return convolution(context, operation, program.parameters[operation.kernel]?.shape ?? [], x, shapes)
    case 'pooling':
      return pooling(context, operation, x, shapes)
    case 'add':
      return { ...unchanged(x), output: g.add(x, other) }
    case 'embedding':
      return embedding(context, program, operation, x)
    case 'dropout': {
      if (training === null) return unchanged(x)
      const mask = dropoutMask(g, training, { rate: operation.rate, index: operation.index, shape: [rows, ...shapes.input] })
      return { output: g.multiply(x, mask), backward: (gradient) => ({ input: g.multiply(gradient, mask), parameters: [] }) }
    }
    case 'gaussianNoise':
      return training === null ? unchanged(x) : { ...unchanged(x), output: g.add(x, noise(g, training, { stddev: operation.stddev, index: operation.index, shape: [rows, ...shapes.input] })) }
    case 'batchNormalization':
      return batchNormalization(context, operation, x, shapes)
    case 'layerNormalization':
      return layerNormalization(context, operation, x, shapes)
    default:
      return operation satisfies never
  }
}

function unchanged(x: Tensor): Forward {
  return { output: x, backward: (gradient) => ({ input: gradient, parameters: [] }) }
}

function dense(context: Context, { kernel, bias }: Of<'dense'>, x: Tensor): Forward {
  const { graph: g } = context
  const weights = context.parameter(kernel)
  const product = g.matmul(x, weights)
  return {
    output: bias === null ? product : g.apply('BiasAdd', [product, context.parameter(bias)]),
    backward(gradient, wantsInput) {
      const parameters: ParameterGradient[] = [{ id: kernel, gradient: g.matmul(x, gradient, { transposeA: true }) }]
      if (bias !== null) parameters.push({ id: bias, gradient: g.reduce('Sum', gradient, [0]) })
      return { input: wantsInput ? g.matmul(gradient, weights, { transposeB: true }) : null, parameters }
    },
  }
}

function embedding(context: Context, program: Program, { passed, tables }: Of<'embedding'>, x: Tensor): Forward {
  const { graph: g } = context
  const columns = (which: readonly number[]): Tensor => g.node('GatherV2', [x, g.integers(which), g.integer(1)], { Tparams: attribute.type('float'), Tindices: attribute.type('int32'), Taxis: attribute.type('int32'), batch_dims: attribute.integer(0) })
  const found = tables.map(({ at, table }) => {
    const [length = 1, width = 1] = program.parameters[table]?.shape ?? []
    // A code beyond the table would be an error in a graph, and some other row in XLA.
    const inside = g.apply('Maximum', [g.apply('Minimum', [g.reshape(columns([at]), [-1]), g.constant(length - 1)]), g.constant(0)])
    const codes = g.cast(inside, 'float', 'int32')
    return { table, length, width, codes, rows: g.gather(context.parameter(table), codes) }
  })
  const parts = [...(passed.length === 0 ? [] : [columns(passed)]), ...found.map(({ rows }) => rows)]
  const [only = '', ...more] = parts
  const output = more.length === 0 ? only : g.node('ConcatV2', [...parts, g.integer(1)], { N: attribute.integer(parts.length), T: attribute.type('float'), Tidx: attribute.type('int32') })
  return {
    output,
    backward(gradient) {
      let from = passed.length
      const parameters = found.map(({ table, length, width, codes }) => {
        const part = g.node('Slice', [gradient, g.integers([0, from]), g.integers([-1, width])], { T: attribute.type('float'), Index: attribute.type('int32') })
        from += width
        const sums = g.node('UnsortedSegmentSum', [part, codes, g.integer(length)], { T: attribute.type('float'), Tindices: attribute.type('int32'), Tnumsegments: attribute.type('int32') })
        return { id: table, gradient: sums }
      })
      // It reads the inputs, which nothing that learns lies before.
      return { input: null, parameters }
    },
  }
}
