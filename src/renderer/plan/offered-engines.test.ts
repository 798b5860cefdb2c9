import { expect, it } from 'vitest'
import type { EngineView } from '#contract/device.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { offeredEngines } from './offered-engines.ts'

const view = (name: EngineView['name'], available: boolean): EngineView => ({ name, available, backend: null, version: '1', reason: available ? null : 'notInstalled' })
const here = [view('compiled', true), view('tfjs', true), view('tensorflow', false)]
const names = (views: EngineView[], chosen: string) => offeredEngines(catalogue.engines, views, chosen).map(({ type }) => type)

it('offers the engines that are there, all of them while nobody knows, and the chosen one in any case', () => {
  expect(names(here, 'auto')).toEqual(['compiled', 'tfjs'])
  expect(names(here, 'tensorflow')).toEqual(['compiled', 'tfjs', 'tensorflow'])
  expect(names([view('tensorflow', true)], 'auto')).toEqual(['compiled', 'tfjs', 'tensorflow'])
  expect(names([], 'auto')).toEqual(['compiled', 'tfjs', 'tensorflow'])
})
