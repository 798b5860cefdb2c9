/** What the training loop is given and what it gives back. */
import type { Plan } from '#contract/plan.ts'
import type { EpochRecord, LayerLook, Measures } from '#contract/run.ts'
import type { Program } from '#engine/network/program.ts'
import type { Cause } from '#contract/wording/causes.ts'
import type { CourseState } from './course-state.ts'
import type { Engine, NamedTensor, Rows } from './engine.ts'

/** What is wanted of the loop. 'oneEpoch': go on to the end of this epoch, then say so and wait. */
export type Wish = 'run' | 'pause' | 'oneEpoch' | 'finish' | 'discard'

export interface TrainingControl {
  /** Asked between steps, so it must be fast. */
  wish(): Wish
  /** The epoch that 'oneEpoch' asked for is over: from now on the wish is 'pause', unless it changed meanwhile. */
  epochDone(): void
  /** Settles when the wish is no longer 'pause'. */
  wait(): Promise<void>
}

export interface TrainingWatch {
  /** Entry i belongs to step `from + i`; about every 100 ms, and before each epoch's record. */
  steps(from: number, loss: Float32Array, learningRate: Float32Array): void
  epoch(record: EpochRecord): void
  /** The layers as the last step left them; a few times a second. */
  layers?(looks: LayerLook[]): void
  /** Weights of the best epoch so far; a copy. */
  best?(epoch: number, weights: NamedTensor[]): void
  /** Before a pause, every 30 s of training, and at the end. All steps and epochs up to it were told before. Its weights may be kept, not changed. */
  checkpoint?(state: CourseState): void
}

export interface TrainingJob {
  program: Program
  plan: Plan
  /** Training rows only. */
  rows: Rows
  validation: Rows | null
  engine: Engine
  /** Metrics by Keras's names; the loop adds the loss. */
  measure(outputs: Float32Array, rows: Rows): Measures
  control: TrainingControl
  watch: TrainingWatch
  /** Lets waiting messages through. Called at least every 30 ms, between steps. */
  pause(): Promise<void>
  /** Where an earlier run of the same job was interrupted. Throws a plain Error where it is of another job. */
  resumeFrom?: CourseState
  /** Least time between two checkpoints; 30,000. */
  checkpointMilliseconds?: number
  /** Ends before the step after this one, as where the person finishes it there: to repeat a run that a person finished. */
  lastStep?: number
}

export type TrainingEnd = 'completed' | 'stoppedEarly' | 'finishedByPerson' | 'discarded' | 'diverged'

export interface TrainingOutcome {
  reason: TrainingEnd
  /** Steps and whole epochs done. */
  step: number
  epoch: number
  /** The epoch (from 1) with the least validation loss (training loss without validation rows); null before the first. */
  bestEpoch: number | null
  /** What is kept: of the last epoch, the best one, or the last step whose loss was a number. */
  weights: NamedTensor[]
  /** Of which epoch they are; null where they are not from the end of an epoch. */
  weightsEpoch: number | null
  /** The first step whose loss was no number, or whose update left an epoch's loss none. */
  divergedAt: number | null
  /** Where, as far as the engine knows: a layer, and numbers of training rows (from 0). */
  divergedIn: { layerId: string; rows: number[] } | null
  cause: Cause | null
  /** From first to last step, pauses not counted. */
  seconds: number
  /** Preparing the engine. */
  compileSeconds: number
}
