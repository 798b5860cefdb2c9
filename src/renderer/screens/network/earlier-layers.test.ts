import { expect, it } from 'vitest'
import type { CatalogueEntry } from '#contract/network.ts'
import { withEarlierLayers } from './earlier-layers.ts'

const words = (en: string) => ({ en, 'zh-CN': en })
const add: CatalogueEntry = { type: 'add', label: words('Add'), help: words(''), settings: [{ name: 'from', label: words('Earlier layer'), help: words(''), kind: 'layer', default: 'input', common: true }] }
const layers = [{ id: 'a', type: 'dense' }, { id: 'b', type: 'dropout' }, { id: 'c', type: 'add' }, { id: 'd', type: 'dense' }]
const names = { input: words('Input'), layer: (position: number, { type }: { type: string }) => words(`${position} ${type}`) }

it('offers the input and the layers before, none of those behind', () => {
  const [from] = withEarlierLayers(add, layers, 'c', names).settings
  expect(from?.kind).toBe('choice')
  expect(from?.choices?.map(({ value, label }) => [value, label.en])).toEqual([['input', 'Input'], ['a', '1 dense'], ['b', '2 dropout']])
  expect(withEarlierLayers(add, layers, 'a', names).settings[0]?.choices?.map(({ value }) => value)).toEqual(['input'])
})

it('leaves other layers as they are', () => {
  const dense: CatalogueEntry = { ...add, type: 'dense', settings: [] }
  expect(withEarlierLayers(dense, layers, 'a', names)).toBe(dense)
})
