/** Draws layers for images, sequences, codes and residual paths that fit each other, for properties of any network. */
import fc from 'fast-check'
import { Layer } from '#contract/network.ts'
import { followShapes } from '#engine/network/shapes.ts'
import type { ActivationName } from '#engine/catalogue/activations.ts'
import type { Penalty, ReferenceLayer } from './float64-reference.ts'

export interface ShapedLayers {
  inputs: number
  codes: { at: number; size: number }[]
  layers: ReferenceLayer[]
}

/** A layer before it is known what comes in: `pick` chooses among earlier results of the same shape. */
type Draft = ReferenceLayer | { type: 'anyAdd'; pick: number }

interface Parts {
  /** Layers that take any shape. */
  any: fc.Arbitrary<ReferenceLayer>
  dense: fc.Arbitrary<ReferenceLayer>
  activation: fc.Arbitrary<ActivationName>
  penalty: fc.Arbitrary<Penalty | null>
}

/** Ids are left to whoever numbers the layers: `layer-1` and so on, in order. */
export function shapedLayers({ any, dense, activation, penalty }: Parts): fc.Arbitrary<ShapedLayers> {
  const id = fc.constant('')
  const padding = fc.constantFrom<('valid' | 'same')[]>('valid', 'same')
  const size = fc.integer({ min: 1, max: 3 })
  const strides = fc.integer({ min: 1, max: 2 })
  const add: fc.Arbitrary<Draft> = fc.record({ type: fc.constant('anyAdd' as const), pick: fc.nat(100) })
  const windowsOf = (axes: 1 | 2): fc.Arbitrary<Draft>[] => [
    fc.record({ id, type: fc.constant(`conv${axes}d` as const), filters: fc.integer({ min: 1, max: 3 }), kernelSize: size, strides, padding, activation, useBias: fc.boolean(), kernelRegularizer: penalty, biasRegularizer: penalty }),
    fc.record({ id, type: fc.constantFrom(`maxPooling${axes}d` as const, `averagePooling${axes}d` as const), poolSize: size, strides: fc.integer({ min: 0, max: 2 }), padding }),
  ]
  const endOf = (axes: 1 | 2): fc.Arbitrary<ReferenceLayer> => fc.record({ id, type: fc.constantFrom('flatten' as const, 'flatten' as const, `globalMaxPooling${axes}d` as const, `globalAveragePooling${axes}d` as const) })
  const after: fc.Arbitrary<Draft[]> = fc.array(fc.oneof(any, dense, add), { maxLength: 2 })

  const windowed = (axes: 1 | 2): fc.Arbitrary<ShapedLayers> =>
    fc
      .record({
        height: axes === 1 ? fc.constant(0) : fc.integer({ min: 1, max: 4 }),
        width: fc.integer({ min: 1, max: 4 }),
        channels: fc.integer({ min: 1, max: 2 }),
        body: fc.array(fc.oneof({ weight: 4, arbitrary: fc.oneof(...windowsOf(axes)) }, { weight: 1, arbitrary: any }, { weight: 1, arbitrary: add }), { minLength: 1, maxLength: 4 }),
        end: endOf(axes),
        after,
      })
      .map(({ height, width, channels, body, end, after: rest }) => {
        const inputs = Math.max(1, height) * width * channels
        return { inputs, codes: [], layers: fitting([{ id: '', type: 'reshape', height, width, channels }, ...body, end, ...rest], inputs, []) }
      })

  const embedded: fc.Arbitrary<ShapedLayers> = fc
    .record({ inputs: fc.integer({ min: 1, max: 4 }), sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }), first: fc.nat(3), outputDim: fc.integer({ min: 1, max: 3 }), embeddingsRegularizer: penalty, after })
    .map(({ inputs, sizes, first, outputDim, embeddingsRegularizer, after: rest }) => {
      const codes = sizes.map((of, at) => ({ at: (first + at) % inputs, size: of })).filter(({ at }, number, all) => all.findIndex((code) => code.at === at) === number).sort((one, other) => one.at - other.at)
      return { inputs, codes, layers: fitting([{ id: '', type: 'embedding', outputDim, embeddingsRegularizer }, ...rest], inputs, codes) }
    })

  const residual: fc.Arbitrary<ShapedLayers> = fc.record({ inputs: fc.integer({ min: 1, max: 3 }), body: fc.array(fc.oneof(any, dense, { weight: 2, arbitrary: add }), { minLength: 2, maxLength: 5 }) }).map(({ inputs, body }) => ({ inputs, codes: [], layers: fitting(body, inputs, []) }))

  return fc.oneof(windowed(1), { weight: 2, arbitrary: windowed(2) }, embedded, residual)
}

/** Those that can stand where they do; an image or a sequence at the end is flattened. */
function fitting(drafts: readonly Draft[], inputs: number, codes: ShapedLayers['codes']): ReferenceLayer[] {
  const follow = (list: readonly ReferenceLayer[]) => followShapes(list.map((layer) => Layer.parse(layer)), { inputs, codes })
  let layers: ReferenceLayer[] = []
  for (const draft of drafts) {
    const shapes = [[inputs], ...follow(layers).map(({ check }) => check.shape)]
    const layer = named(draft, layers, shapes)
    if (follow([...layers, layer]).every(({ problem }) => problem === null)) layers = [...layers, layer]
  }
  const last = follow(layers).at(-1)?.check.shape ?? [inputs]
  return last.length === 1 ? layers : [...layers, { id: `layer-${layers.length + 1}`, type: 'flatten' }]
}

function named(draft: Draft, before: readonly ReferenceLayer[], shapes: readonly (readonly number[])[]): ReferenceLayer {
  const id = `layer-${before.length + 1}`
  if (draft.type !== 'anyAdd') return { ...draft, id }
  const same = shapes.flatMap((shape, at) => (shape.join() === shapes.at(-1)?.join() ? [at] : []))
  const chosen = same[draft.pick % same.length] ?? 0
  return { id, type: 'add', from: chosen === 0 ? 'input' : `layer-${chosen}` }
}
