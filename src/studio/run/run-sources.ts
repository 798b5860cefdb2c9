/** What a run learned from, found again: its plan, its data, the program they make and the versions that make it. */
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import type { EngineName } from '#contract/training.ts'
import { buildProgram } from '#engine/network/program.ts'
import type { Program } from '#engine/network/program.ts'
import { openDataset } from '../dataset/open-dataset.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { describeStudio } from '../describe-studio.ts'
import { storedDataset } from '../open-datasets.ts'
import type { Project } from '../project/projects.ts'
import { factsOf } from '../recipe/plan-facts.ts'
import type { Workplace } from '../workplace.ts'
import { originOf } from './checkpoint.ts'
import type { CheckpointOrigin } from './checkpoint.ts'
import type { Run } from './run.ts'

export interface RunSources {
  /** With nothing left to decide. */
  plan: Plan
  dataset: OpenDataset
  program: Program
  origin: CheckpointOrigin
  /** Lets go of a dataset that was opened for this run alone. */
  close(): Promise<void>
}

/** Throws `run.otherData` where the project has other data by now, `dataset.none`, and what the recipe refuses. */
export async function sourcesOf(workplace: Workplace, project: Project, run: Run, signal: AbortSignal | undefined): Promise<RunSources> {
  const plan = await run.resolvedPlan()
  const { dataset, close } = await datasetAsRead(workplace, project, plan.dataset, signal)
  try {
    const program = buildProgram(plan, factsOf(await workplace.preparations.of(dataset, plan.recipe, signal)))
    return { plan, dataset, program, origin: originOf(plan, program, madeBy(workplace, plan)), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Program and engine with their versions, for people: `Candor 0.1.0 with tfjs 4.22.0`. */
export function madeBy(workplace: Workplace, { training: { engine } }: Plan): string {
  return engine === 'auto' ? `Candor ${describeStudio(workplace).version}` : madeByEach(workplace)[engine]
}

/** The same, by engine. */
export function madeByEach(workplace: Workplace): Record<EngineName, string> {
  const { version, engines } = describeStudio(workplace)
  const of = (name: EngineName): string => {
    const own = engines.find((engine) => engine.name === name)?.version ?? version
    return `Candor ${version} with ${name}${own === version ? '' : ` ${own}`}`
  }
  return { compiled: of('compiled'), tfjs: of('tfjs'), tensorflow: of('tensorflow') }
}

/** The project's data as they were read for the plan; read anew where they are read otherwise by now. */
async function datasetAsRead({ datasets }: Workplace, project: Project, { fileName, sha256, reading }: Plan['dataset'], signal: AbortSignal | undefined): Promise<Pick<RunSources, 'dataset' | 'close'>> {
  const { entry, file } = storedDataset(project)
  if (entry.sha256 !== sha256) throw new StudioError('run.otherData', fileName === null ? {} : { file: fileName })
  if (JSON.stringify(entry.reading) === JSON.stringify(reading)) return { dataset: await datasets.of(project, signal), close: () => Promise.resolve() }
  const dataset = await openDataset(file, reading, { onProgress: () => {}, signal: signal ?? new AbortController().signal, scratch: project.place.data })
  const close = () => dataset.close()
  if (dataset.view.sha256 === sha256) return { dataset, close }
  await close()
  throw new StudioError('file.changed', { file: entry.fileName })
}
