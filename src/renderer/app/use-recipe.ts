/** The recipe of the plan and how it is changed here. */
import { computed } from 'vue'
import type { ColumnChoice, Recipe, Split } from '#contract/recipe.ts'
import { useProject } from '#renderer/stores/project.ts'

export function useRecipe() {
  const project = useProject()
  const recipe = computed(() => project.plan.recipe)

  /** `label` is a key below `prepare.undo`. */
  function change(label: string, part: Partial<Recipe>, params: Record<string, string> = {}): void {
    project.edit({ key: `prepare.undo.${label}`, params }, (plan) => ({ ...plan, recipe: { ...plan.recipe, ...part } }))
  }

  function changeSplit(label: string, part: Partial<Split>): void {
    project.edit({ key: `prepare.undo.${label}` }, (plan) => ({ ...plan, recipe: { ...plan.recipe, split: { ...plan.recipe.split, ...part } } }))
  }

  const choiceOf = (column: string): ColumnChoice | undefined => recipe.value.columns.find((choice) => choice.column === column)

  /** `value` null: as the recipe says for all columns. */
  function changeColumn(label: string, column: string, setting: 'scaling' | 'numberFilling' | 'categoryFilling' | 'categoryEncoding', value: string | null): void {
    project.edit({ key: `prepare.undo.${label}`, params: { column } }, (plan) => {
      const { [setting]: _, ...rest } = plan.recipe.columns.find((choice) => choice.column === column) ?? { column }
      const choice: ColumnChoice = value === null ? rest : { ...rest, [setting]: value }
      const others = plan.recipe.columns.filter((other) => other.column !== column)
      return { ...plan, recipe: { ...plan.recipe, columns: Object.keys(choice).length > 1 ? [...others, choice] : others } }
    })
  }

  return { recipe, change, changeSplit, choiceOf, changeColumn }
}
