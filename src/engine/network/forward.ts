/**
 * A program run forward in float64, plainly: for starting weights that depend on the data, where it must be the same for every
 * engine and speed does not matter. As in training, but for what is drawn at random: normalizations look at the batch itself.
 */
import { activate } from './activate.ts'
import type { Operation, ParameterId, Program, ValueId, Window } from './operations.ts'
import { sizeOf } from './operations.ts'

interface Batch {
  count: number
  /** [count, inputs], row-major. */
  inputs: ArrayLike<number>
}

/** `before` may change an operation's weights: it is called before each, with what comes in. Returns every value, row-major. */
export function runForward(program: Pick<Program, 'inputs' | 'values' | 'operations'>, weights: readonly Float32Array[], { count, inputs }: Batch, before: (operation: Operation, input: Float64Array) => void = () => {}): Float64Array[] {
  const values = program.values.map(({ shape }) => new Float64Array(count * sizeOf(shape)))
  const valueOf = (id: ValueId): Float64Array => values[id] ?? new Float64Array()
  const weightOf = (id: ParameterId): Float32Array => weights[id] ?? new Float32Array()
  const widthOf = (id: ValueId): number => sizeOf(program.values[id]?.shape ?? [])
  const channelsOf = (id: ValueId): number => program.values[id]?.shape.at(-1) ?? 1
  for (let at = 0; at < count * program.inputs; at++) valueOf(0)[at] = inputs[at] ?? 0
  for (const operation of program.operations) {
    const [input, output] = [valueOf(operation.input), valueOf(operation.output)]
    before(operation, input)
    switch (operation.kind) {
      case 'dense':
        multiply(input, widthOf(operation.input), weightOf(operation.kernel), output, widthOf(operation.output))
        addBias(output, operation.bias === null ? null : weightOf(operation.bias))
        break
      case 'convolution':
        convolve(input, widthOf(operation.input), operation.window, weightOf(operation.kernel), output, channelsOf(operation.output))
        addBias(output, operation.bias === null ? null : weightOf(operation.bias))
        break
      case 'pooling':
        pool(input, widthOf(operation.input), operation.window, operation.how, output)
        break
      case 'embedding':
        embed(operation, input, widthOf(operation.input), weightOf, output)
        break
      case 'add':
        for (let at = 0; at < output.length; at++) output[at] = (input[at] ?? 0) + (valueOf(operation.other)[at] ?? 0)
        break
      case 'activation':
        output.set(input)
        activate(operation.activation, output, channelsOf(operation.output))
        break
      case 'reshape':
      case 'dropout':
      case 'gaussianNoise':
        output.set(input)
        break
      case 'batchNormalization':
      case 'layerNormalization': {
        const channels = channelsOf(operation.output)
        output.set(input)
        if (operation.kind === 'layerNormalization') for (let from = 0; from < output.length; from += channels) standardize(output, from, 1, channels, operation.epsilon)
        else for (let channel = 0; channel < channels; channel++) standardize(output, channel, channels, output.length / channels, operation.epsilon)
        if (operation.gamma !== null) multiplyBy(output, weightOf(operation.gamma))
        addBias(output, operation.beta === null ? null : weightOf(operation.beta))
        break
      }
      default:
        operation satisfies never
    }
  }
  return values
}

function multiply(input: Float64Array, inputs: number, kernel: Float32Array, output: Float64Array, units: number): void {
  for (let row = 0; row * units < output.length; row++) {
    for (let at = 0; at < inputs; at++) {
      const value = input[row * inputs + at] ?? 0
      if (value !== 0) for (let unit = 0; unit < units; unit++) output[row * units + unit] = (output[row * units + unit] ?? 0) + value * (kernel[at * units + unit] ?? 0)
    }
  }
}

/** Adds one number for each channel. */
function addBias(output: Float64Array, bias: Float32Array | null): void {
  if (bias !== null) for (let at = 0; at < output.length; at++) output[at] = (output[at] ?? 0) + (bias[at % bias.length] ?? 0)
}

function multiplyBy(output: Float64Array, scale: Float32Array): void {
  for (let at = 0; at < output.length; at++) output[at] = (output[at] ?? 0) * (scale[at % scale.length] ?? 0)
}

/** Visits every window of every row: where its output begins, and each place inside the image with its place in the window. */
function eachWindow(rows: number, size: number, window: Window, visit: (output: number, places: { pixel: number; place: number }[]) => void): void {
  const { height, width, channels, windowHeight, windowWidth, strideHeight, strideWidth, top, left, outputHeight, outputWidth } = window
  for (let row = 0; row < rows; row++) {
    for (let y = 0; y < outputHeight; y++) {
      for (let x = 0; x < outputWidth; x++) {
        const places: { pixel: number; place: number }[] = []
        for (let down = 0; down < windowHeight; down++) {
          for (let across = 0; across < windowWidth; across++) {
            const [line, column] = [y * strideHeight - top + down, x * strideWidth - left + across]
            if (line >= 0 && line < height && column >= 0 && column < width) places.push({ pixel: row * size + (line * width + column) * channels, place: down * windowWidth + across })
          }
        }
        visit((row * outputHeight + y) * outputWidth + x, places)
      }
    }
  }
}

function convolve(input: Float64Array, size: number, window: Window, kernel: Float32Array, output: Float64Array, filters: number): void {
  const { channels } = window
  eachWindow(input.length / size, size, window, (at, places) => {
    for (const { pixel, place } of places) {
      for (let channel = 0; channel < channels; channel++) {
        const value = input[pixel + channel] ?? 0
        const from = (place * channels + channel) * filters
        for (let filter = 0; filter < filters; filter++) output[at * filters + filter] = (output[at * filters + filter] ?? 0) + value * (kernel[from + filter] ?? 0)
      }
    }
  })
}

function pool(input: Float64Array, size: number, window: Window, how: 'max' | 'average', output: Float64Array): void {
  const { channels } = window
  eachWindow(input.length / size, size, window, (at, places) => {
    for (let channel = 0; channel < channels; channel++) {
      const read = places.map(({ pixel }) => input[pixel + channel] ?? 0)
      output[at * channels + channel] = how === 'max' ? Math.max(...read) : read.reduce((sum, value) => sum + value, 0) / read.length
    }
  })
}

function embed({ passed, tables }: Extract<Operation, { kind: 'embedding' }>, input: Float64Array, inputs: number, weightOf: (id: ParameterId) => Float32Array, output: Float64Array): void {
  const rows = input.length / inputs
  const width = output.length / rows
  const numbers = tables.length === 0 ? 0 : (width - passed.length) / tables.length
  for (let row = 0; row < rows; row++) {
    for (const [at, from] of passed.entries()) output[row * width + at] = input[row * inputs + from] ?? 0
    for (const [at, { at: column, table }] of tables.entries()) {
      const code = input[row * inputs + column] ?? 0
      for (let number = 0; number < numbers; number++) output[row * width + passed.length + at * numbers + number] = weightOf(table)[code * numbers + number] ?? 0
    }
  }
}

/** `count` numbers from `from` on, `stride` apart, to a mean of 0 and a variance of 1. */
function standardize(values: Float64Array, from: number, stride: number, count: number, epsilon: number): void {
  const at = (which: number): number => values[from + which * stride] ?? 0
  let [mean, variance] = [0, 0]
  for (let which = 0; which < count; which++) mean += at(which) / count
  for (let which = 0; which < count; which++) variance += ((at(which) - mean) * (at(which) - mean)) / count
  for (let which = 0; which < count; which++) values[from + which * stride] = (at(which) - mean) / Math.sqrt(variance + epsilon)
}
