/** Settings of training that suit the data, for someone who opens no form. */
import type { Plan } from '#contract/plan.ts'
import { Training } from '#contract/training.ts'
import type { PlanFacts } from './facts.ts'

/** About as many steps as a textbook's example takes. */
const steps = 1500
const fewestEpochs = 10
const mostEpochs = 200

/** Adam at its usual rate; whole tens of epochs for about 1,500 steps, ended early where validation rows show no more progress. Seed and engine stay as they are. */
export function suggestTraining({ training }: Plan, { trainingRows, validationRows }: PlanFacts): Training {
  const batchSize = batchFor(trainingRows)
  const perEpoch = Math.max(1, Math.ceil(trainingRows / batchSize))
  const epochs = Math.min(mostEpochs, Math.max(fewestEpochs, Math.round(steps / perEpoch / 10) * 10))
  return Training.parse({
    batchSize,
    epochs,
    earlyStopping: { enabled: validationRows > 0, patience: Math.max(5, Math.round(epochs / 10)), restoreBest: true },
    seed: training.seed,
    engine: training.engine,
  })
}

/** 32, or all rows where they are fewer; larger where an epoch would have more than 2,000 steps. */
function batchFor(rows: number): number {
  let size = Math.max(1, Math.min(32, rows))
  while (rows / size > 2000 && size < 1024) size *= 2
  return size
}
