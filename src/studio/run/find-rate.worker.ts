/** Worker thread that searches for a learning rate. */
import { findLearningRate, rateSteps } from '#engine/training/find-learning-rate.ts'
import type { RateSearch } from '#contract/rate-search.ts'
import { buildProgram } from '#engine/network/program.ts'
import { prepare } from '#engine/recipe/prepare.ts'
import { createEngine } from '../engines/create-engine.ts'
import { factsOfPrepared } from '../recipe/plan-facts.ts'
import { answerInThread } from '../threads/answer-in-thread.ts'
import { standBehind } from '../threads/stand-behind.ts'
import type { RateProgress, RateQuestion } from './find-rate.ts'

standBehind()
answerInThread<RateQuestion, RateSearch, RateProgress>(async ({ table, plan, wasm, tensorflow }, onProgress) => {
  const prepared = prepare(table, plan.recipe)
  const found = await findLearningRate({
    program: buildProgram(plan, factsOfPrepared(prepared)),
    plan,
    rows: prepared.training,
    engine: await createEngine(plan.training, { wasm, tensorflow }),
    // Whoever no longer waits ends the thread.
    isCancelled: () => false,
    progress: (done) => onProgress({ done, of: rateSteps }),
    pause: () => Promise.resolve(),
  })
  if (found === null) throw new Error('a search that nobody cancelled was cancelled')
  return found
})
