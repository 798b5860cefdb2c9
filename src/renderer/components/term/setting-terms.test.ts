import { describe, expect, it } from 'vitest'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { termOfLayer, termOfSetting } from './setting-terms.ts'

const settings = [...catalogue.layers, ...catalogue.optimizers, ...catalogue.losses, ...catalogue.schedules].flatMap((entry) => entry.settings.map(({ name }) => name))

describe('the words behind settings and layers', () => {
  it('are of settings and layers that the catalogue has', () => {
    const known = new Set([...settings, ...catalogue.training.map(({ name }) => name)])
    for (const name of ['units', 'activation', 'useBias', 'kernelInitializer', 'kernelRegularizer', 'rate', 'learningRate', 'epochs', 'batchSize', 'classWeights', 'seed', 'earlyStopping.enabled']) {
      expect(known, name).toContain(name)
      expect(termOfSetting(name), name).toBeDefined()
    }
    expect(catalogue.layers.filter(({ type }) => termOfLayer(type) === undefined).map(({ type }) => type).toSorted()).toEqual(['flatten', 'reshape'])
  })

  it('are none where the name is no word of the field, or one of every object', () => {
    expect(termOfSetting('epsilon')).toBeUndefined()
    expect(termOfSetting('momentum')).toBeUndefined()
    expect(termOfLayer('constructor')).toBeUndefined()
  })
})
