/** Worker thread that answers with trained models. Keeps the last one loaded. */
import { answerInThread } from '../threads/answer-in-thread.ts'
import { applyFitted, applyFittedToRow } from '#engine/recipe/apply.ts'
import { readScores } from '../run/read-scores.ts'
import { answerOf, outputsPerRow } from './answers.ts'
import type { LoadedModel } from './loaded-model.ts'
import { loadModel } from './loaded-model.ts'
import type { ModelFiles, PredictAnswer, PredictProgress, PredictQuestion } from './predict-messages.ts'

/** Rows predicted at once: enough to be fast, few enough to tell the progress. */
const rowsAtOnce = 8192

let loaded: { stamp: string; model: LoadedModel } | null = null

answerInThread<PredictQuestion, PredictAnswer, PredictProgress>(async (question, onProgress) => {
  switch (question.kind) {
    case 'row': {
      const { fitted, predict } = await modelOf(question.model)
      const { inputs, notes } = applyFittedToRow(fitted, question.values)
      return { kind: 'row', prediction: { answer: answerOf(fitted, predict(inputs, 1), 0, question.cutOff), notes } }
    }
    case 'table': {
      const { fitted, predict } = await modelOf(question.model)
      const { table } = question
      const { inputs, notes } = applyFitted(fitted, table)
      const [width, outputsOfRow] = [fitted.inputs.length, outputsPerRow(fitted)]
      const outputs = new Float32Array(table.rows * outputsOfRow)
      for (let from = 0; from < table.rows; from += rowsAtOnce) {
        const to = Math.min(table.rows, from + rowsAtOnce)
        outputs.set(predict(inputs.subarray(from * width, to * width), to - from), from * outputsOfRow)
        onProgress({ rows: to, totalRows: table.rows })
      }
      return { kind: 'table', fitted, outputs, notes }
    }
    case 'scores':
      return { kind: 'scores', scores: await readScores(question.place) }
    default:
      return question satisfies never
  }
})

async function modelOf(files: ModelFiles): Promise<LoadedModel> {
  if (loaded?.stamp === files.stamp) return loaded.model
  loaded?.model.dispose()
  loaded = null
  const model = await loadModel(files)
  loaded = { stamp: files.stamp, model }
  return model
}
