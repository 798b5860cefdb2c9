/** Worker thread that finds which columns a run relies on. */
import type { Importance } from '#contract/importance.ts'
import type { Recipe } from '#contract/recipe.ts'
import { prepare } from '#engine/recipe/prepare.ts'
import { columnsReliedOn } from '#engine/report/columns-relied-on.ts'
import type { Table } from '#engine/table/table.ts'
import { answerInThread } from '../threads/answer-in-thread.ts'
import { outputsPerRow } from './answers.ts'
import { loadModel } from './loaded-model.ts'
import type { ModelFiles } from './predict-messages.ts'

export interface ImportanceQuestion {
  model: ModelFiles
  /** The run's own data, and the recipe that it learned from them with. */
  table: Table
  recipe: Recipe
  cutOff: number
  seed: number
}

export interface ImportanceProgress {
  columns: number
  of: number
}

/** Rows predicted at once. */
const rowsAtOnce = 8192

answerInThread<ImportanceQuestion, Importance, ImportanceProgress>(async ({ model: files, table, recipe, cutOff, seed }, onProgress) => {
  const prepared = prepare(table, recipe)
  const model = await loadModel(files)
  const [width, outputsOfRow] = [prepared.fitted.inputs.length, outputsPerRow(prepared.fitted)]
  try {
    const predict = (inputs: Float32Array, count: number): Float32Array => {
      const outputs = new Float32Array(count * outputsOfRow)
      for (let from = 0; from < count; from += rowsAtOnce) {
        const to = Math.min(count, from + rowsAtOnce)
        outputs.set(model.predict(inputs.subarray(from * width, to * width), to - from), from * outputsOfRow)
      }
      return outputs
    }
    let told = 0
    return columnsReliedOn({ prepared, predict, cutOff, seed }, (columns, of) => {
      const now = Date.now()
      if (now - told < 100) return
      told = now
      onProgress({ columns, of })
    })
  } finally {
    model.dispose()
  }
})
