import { describe, expect, it } from 'vitest'
import { createCompiledEngine } from '../compiled/engine.ts'
import type { LayerLook } from '#contract/run.ts'
import { Person, trainSmall } from '#test/training/small-job.ts'

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

  it('are of the end too where early stopping or a person ends the run', async () => {
    for (const ending of ['early', 'person'] as const) {
      const looks: LayerLook[][] = []
      const job = { layers: [{ id: 'layer-1', type: 'dense', units: 5, activation: 'relu' }], watchLayers: (layers: LayerLook[]) => looks.push(layers), training: { epochs: 50, optimizer: { type: 'sgd', learningRate: ending === 'early' ? 5 : 0.1 }, earlyStopping: { enabled: ending === 'early', patience: 3, restoreBest: false } } }
      const { outcome } = await trainSmall(createCompiledEngine(), job, new Person(ending === 'person' ? { beforeStep: { 30: 'finish' } } : {}))
      expect(outcome.reason).toBe(ending === 'early' ? 'stoppedEarly' : 'finishedByPerson')
      const [low, high] = [looks.at(-1)?.[0]?.weights?.low, looks.at(-1)?.[0]?.weights?.high]
      const kernel = ending === 'early' ? outcome.weights.find(({ name }) => name === 'layer-1/kernel')?.values : undefined
      if (kernel !== undefined) expect([low, high]).toEqual([Math.min(...kernel), Math.max(...kernel)])
      expect(looks.length).toBeGreaterThanOrEqual(2)
    }
  })
})
