/** What a run kept of its outputs, read back with its fitted recipe and made into curves. */
import { readFile } from 'node:fs/promises'
import type { RunScores } from '#contract/scores.ts'
import { runScores } from '#engine/report/run-scores.ts'
import { outputsPerRow } from '../predict/answers.ts'
import { readFitted } from '../predict/load-model.ts'
import type { RunFolder } from '../project/project-folder.ts'
import { decodeScores } from './scores-file.ts'

/** null where nothing was kept: runs of earlier versions, and runs that were not judged. Throws `project.damaged`. */
export async function readScores({ scores, recipe }: Pick<RunFolder, 'scores' | 'recipe'>): Promise<RunScores | null> {
  const file = await readFile(scores).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (file === null) return null
  const fitted = await readFitted(recipe)
  return runScores(fitted, decodeScores(file, scores, outputsPerRow(fitted)))
}
