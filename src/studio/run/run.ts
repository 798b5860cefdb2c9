/** One run: its record in memory and its folder on the disk, kept in step. Knows nothing of threads and queues. */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import type { EngineChoice } from '#contract/engine-choice.ts'
import { StudioError } from '#contract/errors.ts'
import { figureOf } from '#contract/figure.ts'
import { Plan } from '#contract/plan.ts'
import { ChosenCutOff, LayerLook, Report } from '#contract/run.ts'
import type { EpochRecord, RunPosition, RunSummary } from '#contract/run.ts'
import { syncFolder, writeFileSafely } from '../files/write-file-safely.ts'
import type { RunFolder } from '../project/project-folder.ts'
import { removeCheckpointsAfter, writeCheckpoint } from './checkpoint-files.ts'
import { historySum } from './history-sum.ts'
import { Notice } from './notice.ts'
import { applyEntry, openJournal, readJournal } from './run-journal.ts'
import type { Journal, JournalEntry, RunRecord } from './run-journal.ts'
import { advance, isLive, isResumable } from './run-state.ts'
import type { RunStateEvent } from './run-state.ts'
import { createStepFile, readStepFile, reopenStepFile, StepHistory } from './step-history.ts'
import type { StepFile } from './step-history.ts'

export class Run {
  readonly place: RunFolder
  /** Announced at every change of summary, epochs or steps. */
  readonly changed = new Notice()
  discarded = false
  #record: RunRecord
  #steps: StepHistory | null
  /** null: not looked at since the studio started. */
  #layers: readonly LayerLook[] | null = null
  #journal: Journal | null = null
  #stepFile: StepFile | null = null

  private constructor(place: RunFolder, record: RunRecord, steps: StepHistory | null) {
    this.place = place
    this.#record = record
    this.#steps = steps
  }

  /** Makes the folder with both plans: as asked, and with every 'auto' resolved. */
  static async create(place: RunFolder, summary: RunSummary, asked: Plan, resolved: Plan): Promise<Run> {
    await mkdir(place.folder, { recursive: true })
    await writeFileSafely(place.askedPlan, `${JSON.stringify(asked, null, 2)}\n`)
    await writeFileSafely(place.plan, `${JSON.stringify(resolved, null, 2)}\n`)
    const run = new Run(place, { summary, epochs: [], checkpoint: null }, new StepHistory())
    run.#journal = await openJournal(place.events)
    run.#stepFile = await createStepFile(place.steps)
    await run.note({ kind: 'created', summary })
    await syncFolder(place.folder)
    return run
  }

  /** null where the folder holds no run that can be listed. */
  static async load(place: RunFolder): Promise<Run | null> {
    const record = await readJournal(place.events).catch(() => null)
    if (record === null) return null
    const run = new Run(place, record, null)
    await run.#completeFigure()
    return run
  }

  get id(): string {
    return this.#record.summary.id
  }

  get summary(): RunSummary {
    const { summary, checkpoint, epochs } = this.#record
    const seconds = epochs.at(-1)?.seconds
    return {
      ...summary,
      ...(this.#steps === null ? {} : { steps: { ...summary.steps, done: this.#steps.count } }),
      ...(seconds === undefined ? {} : { seconds }),
      ...(isResumable(summary.state) ? { resumesAt: checkpoint ?? { step: 0, epoch: 0 } } : {}),
    }
  }

  get epochs(): readonly EpochRecord[] {
    return this.#record.epochs
  }

  get live(): boolean {
    return isLive(this.#record.summary.state)
  }

  async steps(): Promise<StepHistory> {
    this.#steps ??= await readStepFile(this.place.steps)
    return this.#steps
  }

  /** What steps and epochs are known of. */
  async known(): Promise<RunPosition> {
    return { step: (await this.steps()).count, epoch: this.epochs.length }
  }

  /** The plan as it was run, with nothing left to decide. Throws `project.damaged`. */
  async resolvedPlan(): Promise<Plan> {
    const parsed = Plan.safeParse(await readJson(this.place.plan))
    if (!parsed.success) throw new StudioError('project.damaged', { file: this.place.plan })
    return parsed.data
  }

  /** The plan as the person asked for it. */
  async plan(): Promise<Plan> {
    return Plan.parse(await readJson(this.place.askedPlan))
  }

  /** The engine was left open: the plan with it, and what it was chosen by. */
  async keepChoice(plan: Plan, choice: EngineChoice): Promise<void> {
    await writeFileSafely(this.place.plan, `${JSON.stringify(plan, null, 2)}\n`)
    await this.note({ kind: 'chosen', choice })
  }

  async report(): Promise<Report | null> {
    try {
      return Report.parse(await readJson(this.place.report))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  /** null where predictions use the cut-off that was judged, or what was chosen can't be read. */
  async cutOff(): Promise<ChosenCutOff | null> {
    return await readJson(this.place.cutOff).then((found) => ChosenCutOff.parse(found)).catch(() => null)
  }

  async keepCutOff(cutOff: ChosenCutOff | null): Promise<void> {
    if (cutOff === null) await rm(this.place.cutOff, { force: true })
    else await writeFileSafely(this.place.cutOff, `${JSON.stringify(cutOff)}\n`)
  }

  async note(entry: JournalEntry): Promise<void> {
    this.#record = applyEntry(this.#record, entry)
    this.changed.announce()
    const journal = this.#journal ?? (await openJournal(this.place.events))
    try {
      await journal.append(entry)
    } finally {
      if (journal !== this.#journal) await journal.close()
    }
  }

  /** Throws `run.ended` or `run.busy` where a person asks for what is not possible now. */
  async advance(event: RunStateEvent): Promise<void> {
    const state = advance(this.#record.summary.state, event)
    if (state === this.#record.summary.state) return
    await this.note({ kind: 'state', at: new Date().toISOString(), state })
    if (!isLive(state)) await this.#close()
  }

  /**
   * Goes back to a checkpoint (step 0: to the beginning) and waits for its turn again. Throws `run.busy` where it lives and
   * `run.ended` where it came to its end.
   */
  /** `settled`: the plan as it goes on where that is with another engine. */
  async revive({ step, epoch }: RunPosition, damaged: number, bestEpoch: number | null, settled: Plan | null = null): Promise<void> {
    const history = await this.steps()
    // Noted first, and at once in memory: a second wish to resume finds it alive.
    advance(this.#record.summary.state, { kind: 'revive' })
    const noted = this.note({ kind: 'resumed', at: new Date().toISOString(), step, epoch, damaged, bestEpoch, ...(settled === null ? {} : { engine: settled.training.engine }) })
    history.cut(step)
    await noted
    this.#journal = await openJournal(this.place.events)
    this.#stepFile = await reopenStepFile(this.place.steps, step)
    if (settled !== null) await writeFileSafely(this.place.plan, `${JSON.stringify(settled, null, 2)}\n`)
    // It may have been judged already, but not to the end.
    for (const file of [this.place.report, this.place.scores, this.place.cutOff]) await rm(file, { force: true })
    await removeCheckpointsAfter(this.place.folder, step)
  }

  /** Announced with the next steps. */
  showLayers(layers: readonly LayerLook[]): void {
    this.#layers = layers
  }

  /** For those who look at the run later. */
  async keepLayers(): Promise<void> {
    if (this.#layers !== null) await writeFileSafely(this.place.layers, JSON.stringify(this.#layers))
  }

  /** As last seen; empty where nobody knows. */
  async layers(): Promise<readonly LayerLook[]> {
    this.#layers ??= await readLayers(this.place.layers)
    return this.#layers
  }

  async appendSteps(loss: Float32Array, learningRate: Float32Array): Promise<void> {
    this.#steps?.append(loss, learningRate)
    this.changed.announce()
    await this.#stepFile?.append(loss, learningRate)
  }

  /** Weights first, then the line that says they exist. */
  async keepWeights(file: Uint8Array, bestEpoch: number | null): Promise<void> {
    await writeFileSafely(this.place.weights, file)
    await this.note({ kind: 'kept', bestEpoch })
  }

  /** The steps before it first: a checkpoint beyond what is known of a run is of no use. */
  async keepCheckpoint({ step, epoch }: RunPosition, file: Uint8Array): Promise<void> {
    await this.#stepFile?.sync()
    await writeCheckpoint(this.place.folder, step, file)
    await this.note({ kind: 'checkpoint', step, epoch })
  }

  async keepReport(report: Omit<Report, 'historySha256'>): Promise<void> {
    const whole: Report = { ...report, historySha256: historySum(this.epochs) }
    await writeFileSafely(this.place.report, `${JSON.stringify(whole)}\n`)
    await this.note({ kind: 'figure', figure: figureOf(whole) })
  }

  /** Earlier versions wrote down a figure without its range, and of a rare answer another one than the sentence's. */
  async #completeFigure(): Promise<void> {
    const { figure } = this.#record.summary
    if (figure === null || figure.low !== undefined) return
    const report = await this.report().catch(() => null)
    if (report !== null) this.#record = applyEntry(this.#record, { kind: 'figure', figure: figureOf(report) })
  }

  async #close(): Promise<void> {
    const [journal, stepFile] = [this.#journal, this.#stepFile]
    this.#journal = null
    this.#stepFile = null
    await journal?.close()
    await stepFile?.close()
  }

  /** For a folder about to be removed; those who follow leave. */
  async release(): Promise<void> {
    this.discarded = true
    await this.#close()
    this.changed.announce()
  }
}

/** Only shown: what can't be read is not there. */
async function readLayers(file: string): Promise<LayerLook[]> {
  try {
    return z.array(LayerLook).parse(await readJson(file))
  } catch {
    return []
  }
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new StudioError('project.damaged', { file })
  }
}
