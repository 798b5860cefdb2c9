import { describe, expect, it } from 'vitest'
import type { SettingEntry, SettingValue } from '#contract/network.ts'
import { catalogue } from './catalogue.ts'
import { nestedOf, numberOf, resolveSettings, resolveTyped, switchOf, wordOf } from './settings.ts'
import type { Given } from './settings.ts'

const dense = catalogue.layers.find(({ type }) => type === 'dense')?.settings ?? []
const resolved = (given: Given, list: readonly SettingEntry[] = dense) => resolveSettings(list, given, ['id', 'type'])
const text = { en: '', 'zh-CN': '' }
const numeric = (bounds: Partial<SettingEntry>): SettingEntry => ({ name: 'x', label: text, help: text, kind: 'number', default: 0.5, common: true, ...bounds })
const problemOf = (entry: SettingEntry, value: SettingValue) => resolveSettings([entry], { x: value }).problems[0]

describe('settings as a plan has them', () => {
  it('are completed by defaults, nested ones with their own', () => {
    expect(resolved({ id: 'a', type: 'dense', units: 8, kernelInitializer: { type: 'randomNormal', mean: 1 } })).toEqual({
      problems: [],
      values: {
        units: 8,
        activation: 'linear',
        useBias: true,
        kernelInitializer: { type: 'randomNormal', mean: 1, stddev: 0.05 },
        biasInitializer: { type: 'zeros' },
        kernelRegularizer: null,
        biasRegularizer: null,
      },
    })
  })

  it('may name a nested type alone', () => {
    expect(resolved({ kernelInitializer: 'randomUniform' }).values['kernelInitializer']).toEqual({ type: 'randomUniform', minval: -0.05, maxval: 0.05 })
  })

  it.each([null, 'none', { type: 'none' }])('may have no penalty, said as %j', (none) => {
    const { values, problems } = resolved({ kernelRegularizer: none })
    expect(problems).toEqual([])
    expect(nestedOf(values, 'kernelRegularizer')).toBeNull()
  })

  it('that name one half of a penalty mean no other', () => {
    expect(resolved({ kernelRegularizer: { type: 'l1l2', l1: 0.1 } }).values['kernelRegularizer']).toEqual({ type: 'l1l2', l1: 0.1, l2: 0 })
  })

  it('with a problem count as their default', () => {
    const { values, problems } = resolved({ units: -1, activation: 'bend', useBias: 0, unitz: 3, kernelInitializer: { type: 'constant', value: 1e9 } })
    expect(values).toMatchObject({ units: 64, activation: 'linear', useBias: true, kernelInitializer: { type: 'constant', value: 0 } })
    expect(values).not.toHaveProperty('unitz')
    expect(problems.map(({ problem, setting }) => `${setting} ${problem}`)).toEqual(['units setting.range', 'activation setting.choice', 'useBias setting.notASwitch', 'kernelInitializer setting.range', 'unitz setting.unknown'])
  })

  it('are numbers only where they are finite numbers', () => {
    for (const value of [NaN, Infinity, '5', true, null, { type: 'zeros' }]) expect(problemOf(numeric({}), value)?.problem).toBe('setting.notANumber')
    for (const value of [0, -1e300, 0.1]) expect(problemOf(numeric({}), value)).toBeUndefined()
  })

  it.each([
    [{ minimum: 0, maximum: 1 }, [0, 0.5, 1], [-0.001, 1.001], '≥ 0, ≤ 1'],
    [{ minimum: 0, maximum: 1, minimumExcluded: true, maximumExcluded: true }, [0.001, 0.999], [0, 1], '> 0, < 1'],
    [{ minimum: 0, minimumExcluded: true }, [1e-9, 1e9], [0, -1], '> 0'],
    [{ maximum: 3 }, [-1e9, 3], [3.1], '≤ 3'],
  ] satisfies [Partial<SettingEntry>, number[], number[], string][])('are held to their range: %j', (bounds, inside, outside, expected) => {
    for (const value of inside) expect(problemOf(numeric(bounds), value)).toBeUndefined()
    for (const value of outside) expect(problemOf(numeric(bounds), value)).toMatchObject({ problem: 'setting.range', expected, value: String(value) })
  })

  it('are mended by the upper bound where they are too large, else by the default', () => {
    expect(problemOf(numeric({ minimum: 0, maximum: 1 }), 7)?.fix).toBe(1)
    expect(problemOf(numeric({ minimum: 0, maximum: 1, maximumExcluded: true }), 7)?.fix).toBe(0.5)
    expect(problemOf(numeric({ minimum: 0, maximum: 1 }), -7)?.fix).toBe(0.5)
  })

  it('of types in a list are found with all their settings, others not', () => {
    const found = resolveTyped(catalogue.optimizers, { type: 'sgd', momentum: 0.9 })
    expect(found?.entry.type).toBe('sgd')
    expect(found?.resolved).toEqual({ values: { learningRate: 0.01, momentum: 0.9, nesterov: false, weightDecay: 0, clipvalue: 0, clipnorm: 0, globalClipnorm: 0, useEma: false, emaMomentum: 0.99 }, problems: [] })
    expect(resolveTyped(catalogue.optimizers, { type: 'lbfgs' })).toBeNull()
  })

  it('are read by their kind, and a mix-up is a bug', () => {
    const values = { number: 3, word: 'relu', on: true, nested: { type: 'l2', l2: 0.1 } }
    expect([numberOf(values, 'number'), wordOf(values, 'word'), switchOf(values, 'on'), switchOf(values, 'absent'), nestedOf(values, 'nested')]).toEqual([3, 'relu', true, false, { type: 'l2', l2: 0.1 }])
    expect(() => numberOf(values, 'word')).toThrow('word is no number')
    expect(() => wordOf(values, 'number')).toThrow('number is no word')
    expect([nestedOf(values, 'word'), nestedOf(values, 'absent')]).toEqual([null, null])
  })
})
