/** Where the parts of a project lie. The only place that turns ids into paths; refuses ids this program did not make. */
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import { isPlainId } from '../files/names.ts'

export interface ProjectFolder {
  folder: string
  projectFile: string
  lockFile: string
  data: string
  runs: string
}

export function projectFolder(projectsFolder: string, projectId: string): ProjectFolder {
  if (!isPlainId(projectId)) throw new StudioError('project.unknown')
  return projectIn(path.join(projectsFolder, projectId))
}

/** For a folder that has no id yet. */
export function projectIn(folder: string): ProjectFolder {
  return {
    folder,
    projectFile: path.join(folder, 'project.json'),
    lockFile: path.join(folder, 'lock.json'),
    data: path.join(folder, 'data'),
    runs: path.join(folder, 'runs'),
  }
}

export interface RunFolder {
  folder: string
  /** As the person asked for it; `plan` has every 'auto' resolved. */
  askedPlan: string
  plan: string
  events: string
  steps: string
  weights: string
  recipe: string
  start: string
  report: string
  /** What it said of each validation and test row. */
  scores: string
  /** What predictions use, where a person chose another cut-off than the judged one. */
  cutOff: string
  /** The layers as they were last looked at. */
  layers: string
  /** What TensorFlow said besides its answers; of this computer, and never handed out. */
  engineLog: string
}

export function runFolder(runsFolder: string, runId: string): RunFolder {
  if (!isPlainId(runId)) throw new StudioError('run.unknown')
  const folder = path.join(runsFolder, runId)
  return {
    folder,
    askedPlan: path.join(folder, 'asked-plan.json'),
    plan: path.join(folder, 'plan.json'),
    events: path.join(folder, 'events.jsonl'),
    steps: path.join(folder, 'steps.bin'),
    weights: path.join(folder, 'weights.safetensors'),
    recipe: path.join(folder, 'recipe.json'),
    start: path.join(folder, 'start-row.json'),
    report: path.join(folder, 'report.json'),
    scores: path.join(folder, 'scores.safetensors'),
    cutOff: path.join(folder, 'cut-off.json'),
    layers: path.join(folder, 'layers.json'),
    engineLog: path.join(folder, 'engine.log'),
  }
}
