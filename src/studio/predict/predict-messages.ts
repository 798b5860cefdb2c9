/** What goes between the studio and the thread that answers with trained models. */
import type { RowPrediction } from '#contract/prediction.ts'
import type { ColumnNote } from '#engine/recipe/apply.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import type { Table } from '#engine/table/table.ts'

export interface ModelFiles {
  /** Files of the run's folder. */
  plan: string
  recipe: string
  weights: string
  /** Another one where the files were written anew. */
  stamp: string
  /** Folder with the `.wasm` files. */
  wasm: string
}

export type PredictQuestion =
  | { kind: 'row'; model: ModelFiles; cutOff: number; values: { column: string; value: string | null }[] }
  | { kind: 'table'; model: ModelFiles; table: Table }

export type PredictAnswer =
  | { kind: 'row'; prediction: RowPrediction }
  | { kind: 'table'; fitted: FittedRecipe; outputs: Float32Array; notes: ColumnNote[] }

export interface PredictProgress {
  rows: number
  totalRows: number
}
