/** What is wrong with single layers, and with layers that follow each other. */
import type { Layer } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { layers as layerEntries } from '#engine/catalogue/layers.ts'
import { nestedOf, resolveSettings, wordOf } from '#engine/catalogue/settings.ts'
import type { ResolvedSettings, SettingProblem } from '#engine/catalogue/settings.ts'
import { checkCodes, checkShapes } from './check-shapes.ts'
import type { PlanFacts } from './facts.ts'
import { outputLayerId } from './program.ts'
import type { KnownProblem } from './setting-problems.ts'
import { placed } from './setting-problems.ts'
import { inputId } from './shapes.ts'

export function checkLayers({ network, training }: Plan, facts: PlanFacts): KnownProblem[] {
  const { layers } = network
  const oneRow = Math.min(training.batchSize, facts.trainingRows) === 1 && training.batchSize === 1
  const problems = [...layers.flatMap((layer, at) => checkLayer(layer, at, layers, oneRow)), ...checkShapes(layers, facts), ...checkCodes(layers, facts)]
  return layers.length > 0 && layers.every(({ enabled }) => enabled === false) ? [...problems, { problem: 'network.allOff', severity: 'warning', place: 'output' }] : problems
}

function checkLayer(layer: Layer, at: number, layers: readonly Layer[], oneRow: boolean): KnownProblem[] {
  const place = { place: 'layer', layerId: layer.id, layer: at + 1 } as const
  // The names of its weights start with its id.
  const same: KnownProblem[] = layer.id === outputLayerId || layer.id === inputId || layers.slice(0, at).some(({ id }) => id === layer.id) ? [{ ...place, problem: 'layer.sameId', severity: 'error', value: layer.id, fix: { kind: 'removeLayer' } }] : []
  // What a layer that is switched off says does no harm.
  if (layer.enabled === false) return same
  const entry = layerEntries.find(({ type }) => type === layer.type)
  if (entry === undefined) return [...same, { ...place, problem: 'layer.unknown', severity: 'error', value: layer.type, fix: { kind: 'removeLayer' } }]
  const resolved = resolveSettings(entry.settings, layer, ['id', 'type', 'enabled'])
  const settings = resolved.problems.map((problem): KnownProblem => ({ ...placed(problem, place), problem: plainer(entry.type, problem) }))
  const unwise = settings.some(({ severity }) => severity === 'error') ? [] : unwiseSettings(layer, resolved, layers.slice(at + 1), oneRow)
  return [...same, ...settings, ...unwise.map((problem): KnownProblem => ({ ...place, severity: 'warning', ...problem }))]
}

function plainer(type: string, { problem, setting, value }: SettingProblem): KnownProblem['problem'] {
  if (type === 'dense' && setting === 'units' && problem === 'setting.range' && Number(value) === 0) return 'layer.noUnits'
  if (type === 'dropout' && setting === 'rate' && problem === 'setting.range' && Number(value) === 1) return 'layer.dropsAll'
  return problem
}

/** Valid, but hardly what anybody wants. */
function unwiseSettings({ type }: Layer, { values }: ResolvedSettings, after: readonly Layer[], oneRow: boolean): Pick<KnownProblem, 'problem' | 'setting' | 'fix'>[] {
  const set = (setting: string, value: string | { type: string }): Pick<KnownProblem, 'setting' | 'fix'> => ({ setting, fix: { kind: 'set', setting, value } })
  switch (type) {
    case 'dense':
    case 'conv1d':
    case 'conv2d': {
      const initializer = nestedOf(values, 'kernelInitializer')?.type
      const activation = wordOf(values, 'activation')
      return [
        ...(activation === 'linear' && isStraightOn(type, after) ? [{ problem: 'layer.straight', ...set('activation', 'relu') } as const] : []),
        ...(activation === 'softmax' ? [{ problem: 'layer.shares', ...set('activation', 'relu') } as const] : []),
        ...(initializer === 'zeros' || initializer === 'ones' || initializer === 'constant' ? [{ problem: 'layer.zeroWeights', ...set('kernelInitializer', { type: 'glorotUniform' }) } as const] : []),
      ]
    }
    case 'activation':
      return wordOf(values, 'activation') === 'softmax' ? [{ problem: 'layer.shares', ...set('activation', 'relu') }] : []
    case 'batchNormalization':
      return oneRow ? [{ problem: 'layer.batchOfOne' }] : []
    default:
      return []
  }
}

/**
 * Followed by another sum of the same kind with nothing but noise in between: together no more than one layer. Average pooling and
 * new shapes bend nothing either, but a convolution before them is often meant so.
 */
function isStraightOn(type: 'dense' | 'conv1d' | 'conv2d', after: readonly Layer[]): boolean {
  const next = after.find((layer) => layer.enabled !== false && layer.type !== 'dropout' && layer.type !== 'gaussianNoise')
  return next === undefined ? type === 'dense' : next.type === type
}
