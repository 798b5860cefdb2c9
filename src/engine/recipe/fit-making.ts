/** How the columns in use are made of the file's, with what the training rows had in those: all that new rows are asked for. */
import type { LearnedStep, Recipe } from '#contract/recipe.ts'
import type { Column, Table } from '#engine/table/table.ts'
import { fitCategory, fitDate, fitNumber } from './fit-column.ts'
import type { FittedColumn, FittedMaking } from './fitted-recipe.ts'
import { stepsBehind } from './work-steps.ts'

/** null where no step makes or renames a column in use. */
export function fitMaking(file: Table, recipe: Recipe, used: readonly FittedColumn[], training: Int32Array, learned: ReadonlyMap<string, LearnedStep>): FittedMaking | null {
  const { steps, sources } = stepsBehind(recipe.steps, used.map(({ column }) => column))
  if (steps.length === 0) return null
  const madeNames = new Set(steps.flatMap((step) => ('column' in step && step.kind !== 'rename' ? [step.column] : 'name' in step ? [step.name] : [])))
  const inUse = new Map(used.map((fitted) => [fitted.column, fitted]))
  return {
    steps,
    learned: steps.flatMap(({ id }) => {
      const own = learned.get(id)
      return own === undefined ? [] : [{ id, learned: own }]
    }),
    // A column used as it is has been fitted already, as the person chose; one that a step made or changed may have a name of the file's.
    sources: file.columns.filter(({ name }) => sources.has(name)).map((column) => (madeNames.has(column.name) ? undefined : inUse.get(column.name)) ?? describe(column, training, recipe)),
  }
}

/** Only what a form shows and a note says is used of it: nothing is encoded with it. */
function describe(column: Column, training: Int32Array, recipe: Recipe): FittedColumn {
  if (column.kind === 'category') return fitCategory(column, training, { filling: 'category', encoding: 'oneHot', maximum: recipe.maximumCategories })
  const treatment = { scaling: 'none', filling: 'median', fillConstant: 0, indicator: false } as const
  return column.type === 'date' ? fitDate(column, training, treatment) : fitNumber(column, training, treatment)
}
