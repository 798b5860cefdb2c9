/** Convolutions and poolings as TensorFlow's own operations, channels last. A sequence is an image of height 1. */
import type { Window } from '#engine/network/operations.ts'
import { attribute } from './attributes.ts'
import type { Attributes, Graph, Tensor } from './graph.ts'
import type { Context, Forward, Of, ParameterGradient, Shapes } from './forward-context.ts'

export function convolution(context: Context, { kernel, bias, window }: Of<'convolution'>, kernelShape: readonly number[], x: Tensor, shapes: Shapes): Forward {
  const { graph: g, rows } = context
  const filters = kernelShape.at(-1) ?? 1
  const filterShape = [window.windowHeight, window.windowWidth, window.channels, filters]
  const filter = g.reshape(context.parameter(kernel), filterShape)
  const images = g.reshape(x, [-1, window.height, window.width, window.channels])
  const attributes: Attributes = { T: attribute.type('float'), strides: attribute.integers([1, window.strideHeight, window.strideWidth, 1]), padding: attribute.string(paddingOf(window)) }
  const sums = g.node('Conv2D', [images, filter], attributes)
  const output = bias === null ? sums : g.apply('BiasAdd', [sums, context.parameter(bias)])
  return {
    output: g.reshape(output, [-1, ...shapes.output]),
    backward(gradient, wantsInput) {
      const byPlace = g.reshape(gradient, [-1, window.outputHeight, window.outputWidth, filters])
      const byFilter = g.node('Conv2DBackpropFilter', [images, g.integers(filterShape), byPlace], attributes)
      const parameters: ParameterGradient[] = [{ id: kernel, gradient: g.reshape(byFilter, kernelShape) }]
      if (bias !== null) parameters.push({ id: bias, gradient: g.reduce('Sum', byPlace, [0, 1, 2]) })
      if (!wantsInput) return { input: null, parameters }
      const input = g.node('Conv2DBackpropInput', [g.integers([rows, window.height, window.width, window.channels]), filter, byPlace], attributes)
      return { input: g.reshape(input, [-1, ...shapes.input]), parameters }
    },
  }
}

export function pooling({ graph: g, rows }: Context, { how, window }: Of<'pooling'>, x: Tensor, shapes: Shapes): Forward {
  const images = g.reshape(x, [-1, window.height, window.width, window.channels])
  const attributes: Attributes = {
    T: attribute.type('float'),
    ksize: attribute.integers([1, window.windowHeight, window.windowWidth, 1]),
    strides: attribute.integers([1, window.strideHeight, window.strideWidth, 1]),
    padding: attribute.string(paddingOf(window)),
  }
  const pooled = g.node(how === 'max' ? 'MaxPool' : 'AvgPool', [images], attributes)
  return {
    output: g.reshape(pooled, [-1, ...shapes.output]),
    backward(gradient, wantsInput) {
      if (!wantsInput) return { input: null, parameters: [] }
      const byPlace = g.reshape(gradient, [-1, window.outputHeight, window.outputWidth, window.channels])
      return { input: g.reshape(poolingGradient(g, how, { images, pooled, byPlace, imageShape: [rows, window.height, window.width, window.channels] }, attributes), [-1, ...shapes.input]), parameters: [] }
    },
  }
}

function poolingGradient(g: Graph, how: 'max' | 'average', { images, pooled, byPlace, imageShape }: { images: Tensor; pooled: Tensor; byPlace: Tensor; imageShape: number[] }, attributes: Attributes): Tensor {
  return how === 'max' ? g.node('MaxPoolGrad', [images, pooled, byPlace], attributes) : g.node('AvgPoolGrad', [g.integers(imageShape), byPlace], attributes)
}

/** Windows are Keras's, so one of TensorFlow's two ways to pad always describes them. */
function paddingOf({ height, width, windowHeight, windowWidth, strideHeight, strideWidth, outputHeight, outputWidth, top, left }: Window): 'VALID' | 'SAME' {
  const fits = (length: number, size: number, strides: number, outputs: number): boolean => outputs === Math.floor((length - size) / strides) + 1
  return top === 0 && left === 0 && fits(height, windowHeight, strideHeight, outputHeight) && fits(width, windowWidth, strideWidth, outputWidth) ? 'VALID' : 'SAME'
}
