/** The one change that most likely keeps a network from learning its rows by heart. Knows plans, not words. */
import type { LikelyCause } from '#contract/likely-cause.ts'
import type { Plan } from '#contract/plan.ts'

const dropoutRate = 0.3
const fewestUnits = 8

/**
 * Where the validation loss turned: early stopping with the best epoch's weights. Else dropout before the output, else half the units of
 * the widest dense layer; null where none of it fits.
 */
export function remedyForMemorising({ network: { layers }, training: { earlyStopping } }: Plan, turned: boolean): LikelyCause['change'] | null {
  if (turned && !(earlyStopping.enabled && earlyStopping.restoreBest)) return { place: 'training', fix: { kind: 'setAll', settings: { 'earlyStopping.enabled': true, 'earlyStopping.restoreBest': true } } }
  const working = layers.filter(({ enabled }) => enabled !== false)
  if (working.length > 0 && !working.some(({ type }) => type === 'dropout')) return { place: 'layer', fix: { kind: 'insertLayer', at: layers.length, type: 'dropout', settings: { rate: dropoutRate } } }
  const widest = working.filter(({ type }) => type === 'dense').toSorted((one, other) => unitsOf(other) - unitsOf(one))[0]
  if (widest === undefined || unitsOf(widest) < fewestUnits) return null
  return { place: 'layer', layerId: widest.id, fix: { kind: 'set', setting: 'units', value: Math.ceil(unitsOf(widest) / 2) } }
}

function unitsOf({ units }: Plan['network']['layers'][number]): number {
  return typeof units === 'number' ? units : 0
}
