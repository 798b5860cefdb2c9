import { describe, expect, it } from 'vitest'
import { createCompiledEngine } from '../compiled/engine.ts'
import type { LayerLook } from '#contract/run.ts'
import { trainSmall } from '#test/training/small-job.ts'

describe('looks inside', () => {
  it('are told after the first epoch and at the end, however short the run is', async () => {
    const looks: LayerLook[][] = []
    await trainSmall(createCompiledEngine(), { layers: [{ id: 'layer-1', type: 'dense', units: 5, activation: 'relu' }], watchLayers: (layers) => looks.push(layers) })
    expect(looks.length).toBeGreaterThanOrEqual(2)
    for (const layers of looks) {
      expect(layers.map(({ id }) => id)).toEqual(['layer-1', 'output'])
      expect(layers[0]?.outputs?.counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
    }
    // The weights moved between the two.
    expect(looks.at(-1)?.[0]?.weights).not.toEqual(looks[0]?.[0]?.weights)
  })
})
