/** What goes between the studio and the thread that answers with trained models. */
import type { RowPrediction } from '#contract/prediction.ts'
import type { RunScores } from '#contract/scores.ts'
import type { ColumnNote } from '#engine/recipe/apply.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import type { Table } from '#engine/table/table.ts'
import type { RunFolder } from '../project/project-folder.ts'

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
  /** What was kept of its outputs, with the curves that are drawn from that. */
  | { kind: 'scores'; place: Pick<RunFolder, 'scores' | 'recipe'> }

export type PredictAnswer =
  | { kind: 'row'; prediction: RowPrediction }
  | { kind: 'table'; fitted: FittedRecipe; outputs: Float32Array; notes: ColumnNote[] }
  | { kind: 'scores'; scores: RunScores | null }

export interface PredictProgress {
  rows: number
  totalRows: number
}
