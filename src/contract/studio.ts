/**
 * What may be asked of the studio, one line each. A `call` answers at once; a `stream` is a sequence of events
 * whose last one is its result, with progress and cancellation. Who answers is not known here.
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { DatasetEvent, DatasetSource, FileSource, FirstRows, ReadingChoices, RowPage } from './dataset.ts'
import { StudioView } from './device.ts'
import { InstallEvent, RuntimeView } from './engine-runtime.ts'
import { StudioErrorData } from './error-schemas.ts'
import { ImportanceEvent } from './importance.ts'
import { Language } from './language.ts'
import { CarefulLook, ColumnPair } from './look.ts'
import type { Catalogue } from './network.ts'
import { Network, PlanCheck } from './network.ts'
import { Plan } from './plan.ts'
import { FilePredictionEvent, PredictionForm, PredictionFormat, RowPrediction } from './prediction.ts'
import { ExportEvent, ImportEvent, ProjectEntry, ProjectView, ShownPlace } from './project.ts'
import { RateSearchEvent } from './rate-search.ts'
import { Recipe, RecipePreview, RecipeSteps, StepEffects } from './recipe.ts'
import { ChosenCutOff, RunDetail, RunEvent, RunPlan, RunSummary, VerifyEvent } from './run.ts'
import { SavedFile } from './saved-file.ts'
import { RunScores } from './scores.ts'

const base = oc.errors({ STUDIO: { data: StudioErrorData } })
const nothing = z.object({})
const ofProject = z.object({ projectId: z.string() })
const ofRun = z.object({ projectId: z.string(), runId: z.string() })

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return base.input(input).output(output)
}
function stream<I extends z.ZodType, E extends z.ZodType>(input: I, event: E) {
  return base.input(input).output(eventIterator(event))
}

export const studioContract = {
  studio: {
    describe: call(nothing, StudioView),
    /** Made in the studio, trusted and large: typed, not validated on the way out. */
    catalogue: call(nothing, z.custom<Catalogue>()),
  },
  engine: {
    /** What TensorFlow needs, and whether it is there. */
    runtime: call(nothing, RuntimeView),
    /** From a file that was brought along, or from an index of Python packages (null: the one that pip uses here, else Python's own). `cuda`: the build for NVIDIA cards, from an index, where the card check passes. What is installed stays until the new one has proven itself. */
    install: stream(z.object({ source: FileSource.nullable(), index: z.url({ protocol: /^https?$/u }).nullable(), cuda: z.boolean().default(false) }), InstallEvent),
    remove: call(nothing, RuntimeView),
  },
  project: {
    list: call(nothing, z.array(ProjectEntry)),
    create: call(z.object({ name: z.string().max(200) }), ProjectView),
    open: call(ofProject, ProjectView),
    rename: call(ofProject.extend({ name: z.string().min(1).max(200) }), ProjectView),
    remove: call(ofProject, nothing),
    savePlan: call(ofProject.extend({ plan: Plan }), nothing),
    /** No change of the project: it keeps its place among the others. */
    keepShown: call(ofProject.extend({ shown: ShownPlace }), nothing),
    /** The whole project as one `.candor` file. `path` null: as a download. */
    export: stream(ofProject.extend({ path: z.string().min(1).nullable() }), ExportEvent),
    /** Such a file as a new project; nothing of it shows before all of it is checked. */
    import: stream(z.object({ source: FileSource }), ImportEvent),
  },
  dataset: {
    /** Copies the file into the project and reads it. */
    open: stream(ofProject.extend({ source: DatasetSource, reading: ReadingChoices.prefault({}) }), DatasetEvent),
    /** The same for a newer file of the same shape: the findings say what changed, and the file before is kept to be read again. */
    replace: stream(ofProject.extend({ source: DatasetSource, reading: ReadingChoices }), DatasetEvent),
    /** Reads the project's own copy again, with other choices. `sha256`: of a file that was replaced, which comes back. */
    read: stream(ofProject.extend({ reading: ReadingChoices, sha256: z.string().optional() }), DatasetEvent),
    /** What was read last, from memory where it still is. */
    view: stream(ofProject, DatasetEvent),
    /**
     * The first 200 rows of a file that is about to be opened, while all of it is read; null where reading is quick or nothing can be shown
     * yet. `beginning`: the source is the first part of a larger file, and goes again; what it alone shows to be no readable file is thrown,
     * `file.format`, `file.binary` or `file.limit`.
     */
    preview: call(z.object({ source: FileSource, beginning: z.boolean() }), FirstRows.nullable()),
    rows: call(ofProject.extend({ from: z.number().int().min(0), count: z.number().int().min(1).max(1000) }), RowPage),
    /** What is odd in the whole table, which columns go together, where gaps are. Knows no target. */
    look: call(ofProject, CarefulLook),
    /** Two columns as points. Throws `column.unknown`. */
    pair: call(ofProject.extend({ x: z.string(), y: z.string() }), ColumnPair),
    /** How the first rows look under other encodings or delimiters: for the menus of the reading chips. */
    tryReading: call(ofProject.extend({ reading: ReadingChoices }), FirstRows),
  },
  recipe: {
    preview: call(ofProject.extend({ recipe: Recipe }), RecipePreview),
    /** What each step does to the table, whether or not it can be done and anything is chosen to be predicted. */
    steps: call(ofProject.extend({ steps: RecipeSteps }), StepEffects),
  },
  plan: {
    /** The plan with network, training and column choices proposed for this dataset and target. */
    suggest: call(ofProject.extend({ plan: Plan }), Plan),
    /** Trains the plan's network for a moment while the learning rate grows. Nothing is kept. */
    findLearningRate: stream(ofProject.extend({ plan: Plan }), RateSearchEvent),
  },
  network: {
    /** Shapes, parameters, problems and time of the whole plan. */
    check: call(ofProject.extend({ plan: Plan }), PlanCheck),
    template: call(ofProject.extend({ template: z.string(), plan: Plan }), Network),
  },
  run: {
    start: call(ofProject.extend({ plan: Plan }), RunSummary),
    list: call(ofProject, z.array(RunSummary)),
    /** Of every run, in no order. */
    plans: call(ofProject, z.array(RunPlan)),
    detail: call(ofRun, RunDetail),
    /** From the first step (or `fromStep`, counted from 1) to the end of the run; leaving it only unsubscribes. */
    follow: stream(ofRun.extend({ fromStep: z.number().int().min(1).default(1) }), RunEvent),
    pause: call(ofRun, RunSummary),
    /** A paused run goes on; an interrupted one does from its last checkpoint, when its turn comes. */
    resume: call(ofRun, RunSummary),
    /** Repeats a finished run from its plan and data, without writing into it. */
    verify: stream(ofRun, VerifyEvent),
    /** By how much worse it answers with a column shuffled, on validation rows (training rows where there are none). Not on test rows. */
    importance: stream(ofRun, ImportanceEvent),
    /** Goes on for one epoch, then pauses. */
    oneEpoch: call(ofRun, RunSummary),
    /** Ends it now and keeps the best weights. */
    finish: call(ofRun, RunSummary),
    /** Ends it and forgets it, its folder too. */
    discard: call(ofRun, nothing),
    /** Sets a finished run aside: it is gone for everybody, and comes back with `restore` until the studio ends. */
    remove: call(ofRun, nothing),
    restore: call(ofRun, RunSummary),
    rename: call(ofRun.extend({ name: z.string().max(200) }), RunSummary),
    /** What it said of each validation and test row; null of a run that kept none, as runs of earlier versions did. */
    scores: call(ofRun, RunScores.nullable()),
    /** Test rows are about to be looked at again, for one cut-off after another: counted, like every look at test results. */
    lookAtTest: call(ofRun, RunDetail),
    /** What predictions use from now on; null: the cut-off that was judged. One chosen on test rows is one more look at them. */
    useCutOff: call(ofRun.extend({ cutOff: ChosenCutOff.nullable() }), RunDetail),
  },
  predict: {
    /** Starts from a row (from 1) of the project's table, or from the one that was kept with the run. */
    form: call(ofRun.extend({ row: z.number().int().min(1).optional() }), PredictionForm),
    row: call(ofRun.extend({ values: z.array(z.object({ column: z.string(), value: z.string().nullable() })) }), RowPrediction),
    /** `language`: of the names of the columns that are added. */
    file: stream(ofRun.extend({ source: FileSource, reading: ReadingChoices.prefault({}), language: Language.default('en') }), FilePredictionEvent),
    /** `path` null: as a download. */
    save: call(
      ofRun.extend({ predictionId: z.string(), format: PredictionFormat, path: z.string().nullable() }),
      SavedFile,
    ),
  },
}
export type StudioContract = typeof studioContract
