/** Gives a model those starting weights that depend on the rows. The same for every engine. */
import type { Program } from '#engine/network/operations.ts'
import { startsOnData, withUnitVariance } from '#engine/network/unit-variance.ts'
import type { Rows, TrainableModel } from './engine.ts'

/** Before the first step; `rows` are those it trains on. */
export function startOnData(model: Pick<TrainableModel, 'weights' | 'setWeights'>, program: Program, rows: Pick<Rows, 'count' | 'inputs'>): void {
  if (!startsOnData(program)) return
  const weights = model.weights()
  const sized = withUnitVariance(program, weights.map(({ values }) => values), rows)
  model.setWeights(weights.map((tensor, id) => ({ ...tensor, values: sized[id] ?? tensor.values })))
}
