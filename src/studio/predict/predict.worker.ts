/** Worker thread that answers with trained models. */
import { StudioError } from '#contract/errors.ts'
import { answerInThread } from '../threads/answer-in-thread.ts'
import type { PredictAnswer, PredictProgress, PredictQuestion } from './predict-messages.ts'

answerInThread<PredictQuestion, PredictAnswer, PredictProgress>(() => {
  throw new StudioError('engine.unavailable')
})
