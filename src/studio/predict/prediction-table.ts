/** What is saved of a file's predictions: all its columns as they were, then the answer and how sure it is. */
import type { RowPage } from '#contract/dataset.ts'
import type { Language } from '#contract/language.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import { answerOf, rounded } from './answers.ts'

export interface PredictedFile {
  fitted: FittedRecipe
  cutOff: number
  outputs: Float32Array
}

const endings = {
  en: { predicted: '_predicted', probability: '_probability' },
  'zh-CN': { predicted: '_预测', probability: '_概率' },
} as const satisfies Record<Language, unknown>

/** The file's header and the new columns' names, which never repeat one that is there. */
export function predictionHeader(header: readonly string[], { task, target }: FittedRecipe, language: Language): string[] {
  const { predicted, probability } = endings[language]
  const wanted = [target.column + predicted, ...(task === 'regression' ? [] : [target.column + probability])]
  const taken = new Set(header)
  const added = wanted.map((name) => {
    let free = name
    for (let number = 2; taken.has(free); number++) free = `${name}_${number}`
    taken.add(free)
    return free
  })
  return [...header, ...added]
}

/** Rows of a page with their answer and the probability of that answer. */
export function predictedRows({ fitted, cutOff, outputs }: PredictedFile, page: RowPage): (string | null)[][] {
  return page.cells.map((cells, index) => {
    const answer = answerOf(fitted, outputs, page.from + index, cutOff)
    if (answer.kind === 'number') return [...cells, String(answer.value)]
    const sureness = answer.probabilities.find((own) => own.answer === answer.answer)?.probability ?? NaN
    return [...cells, answer.answer, String(rounded(sureness))]
  })
}
