/** The kinds of steps as they are offered: in which order, with which sign, and for columns of which types. */
import type { ColumnType } from '#contract/dataset.ts'
import type { RecipeStep } from '#contract/recipe.ts'

export type StepKind = RecipeStep['kind']

const words: readonly ColumnType[] = ['category', 'boolean', 'text', 'identifier']
const numbers: readonly ColumnType[] = ['number']
const all: readonly ColumnType[] = [...numbers, ...words, 'date']

/** `takes` null: no single column. */
export const stepKinds: readonly { kind: StepKind; icon: string; takes: readonly ColumnType[] | null }[] = [
  { kind: 'compute', icon: 'i-lucide-square-function', takes: all },
  { kind: 'rename', icon: 'i-lucide-pencil', takes: all },
  { kind: 'cast', icon: 'i-lucide-replace', takes: all },
  { kind: 'log', icon: 'i-lucide-trending-up', takes: numbers },
  { kind: 'yeoJohnson', icon: 'i-lucide-chart-spline', takes: numbers },
  { kind: 'bin', icon: 'i-lucide-chart-column', takes: numbers },
  { kind: 'groupRare', icon: 'i-lucide-group', takes: words },
  { kind: 'filter', icon: 'i-lucide-filter', takes: all },
  { kind: 'sample', icon: 'i-lucide-dices', takes: null },
]

export function typesFor(kind: StepKind): readonly ColumnType[] {
  return stepKinds.find((own) => own.kind === kind)?.takes ?? []
}
