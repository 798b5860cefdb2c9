/** One run: its record in memory and its folder on the disk, kept in step. Knows nothing of threads and queues. */
import { mkdir, readFile } from 'node:fs/promises'
import { StudioError } from '#contract/errors.ts'
import { Plan } from '#contract/plan.ts'
import { Report } from '#contract/run.ts'
import type { EpochRecord, RunSummary } from '#contract/run.ts'
import { syncFolder, writeFileSafely } from '../files/write-file-safely.ts'
import type { RunFolder } from '../project/project-folder.ts'
import { Notice } from './notice.ts'
import { applyEntry, openJournal, readJournal } from './run-journal.ts'
import type { Journal, JournalEntry, RunRecord } from './run-journal.ts'
import { advance, isLive } from './run-state.ts'
import type { RunStateEvent } from './run-state.ts'
import { createStepFile, readStepFile, StepHistory } from './step-history.ts'
import type { StepFile } from './step-history.ts'

export class Run {
  readonly place: RunFolder
  /** Announced at every change of summary, epochs or steps. */
  readonly changed = new Notice()
  discarded = false
  #record: RunRecord
  #steps: StepHistory | null
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
    const run = new Run(place, { summary, epochs: [] }, new StepHistory())
    run.#journal = await openJournal(place.events)
    run.#stepFile = await createStepFile(place.steps)
    await run.note({ kind: 'created', summary })
    await syncFolder(place.folder)
    return run
  }

  /** null where the folder holds no run that can be listed. */
  static async load(place: RunFolder): Promise<Run | null> {
    const record = await readJournal(place.events).catch(() => null)
    return record === null ? null : new Run(place, record, null)
  }

  get id(): string {
    return this.#record.summary.id
  }

  get summary(): RunSummary {
    const { summary } = this.#record
    return this.#steps === null ? summary : { ...summary, steps: { ...summary.steps, done: this.#steps.count } }
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

  /** The plan as the person asked for it. */
  async plan(): Promise<Plan> {
    return Plan.parse(await readJson(this.place.askedPlan))
  }

  async report(): Promise<Report | null> {
    try {
      return Report.parse(await readJson(this.place.report))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
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

  async keepReport(report: Report): Promise<void> {
    await writeFileSafely(this.place.report, `${JSON.stringify(report)}\n`)
    await this.note({ kind: 'figure', figure: figureOf(report) })
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

function figureOf({ answer }: Report): RunSummary['figure'] {
  if (answer === null) return null
  return answer.kind === 'classification'
    ? { kind: 'rightInHundred', value: answer.accuracy.value * 100 }
    : { kind: 'meanAbsoluteError', value: answer.meanAbsoluteError.value }
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new StudioError('project.damaged', { file })
  }
}
