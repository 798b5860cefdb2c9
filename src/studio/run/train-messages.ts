/** What goes between the studio and the worker thread in which one run is prepared, trained and judged. */
import type { Device } from '#contract/device.ts'
import type { EngineChoice } from '#contract/engine-choice.ts'
import type { ErrorCode, ErrorDetails } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import type { EpochRecord, FinishReason, LayerLook, Report, RunPosition } from '#contract/run.ts'
import type { EngineName, Training } from '#contract/training.ts'
import type { CourseState } from '#engine/training/course-state.ts'
import type { Wish } from '#engine/training/outcome.ts'
import type { Table } from '#engine/table/table.ts'
import type { EngineOptions } from '../engines/create-engine.ts'
import type { CheckpointOrigin } from './checkpoint.ts'

export interface TrainRequest {
  /** Columns lie in shared memory. */
  table: Table
  plan: Plan
  /** Folder with the `.wasm` files. */
  wasm: string
  /** See `Arithmetic`; changes speed alone. */
  unroll: 1 | 2 | 4 | 8
  /** See `EngineOptions`. */
  tensorflow: EngineOptions['tensorflow']
  /** One Int32: what is wanted of the loop, see `wishes`. Shared, because a busy thread reads no messages. */
  control: SharedArrayBuffer
  purpose: TrainPurpose
}

export type TrainPurpose =
  /** `resumeFrom`: where it was interrupted; null: from the beginning. */
  | { kind: 'run'; origin: CheckpointOrigin; resumeFrom: CourseState | null; choose: EngineQuestion | null }
  /** Once more, to compare: nothing is kept or judged. `lastStep`: where a person finished it; null: to its own end. */
  | { kind: 'repeat'; lastStep: number | null }

/** What is left open about the engine. `asked`: as the plan had it. `madeBy`: of the run, by the engine that is chosen. */
export interface EngineQuestion {
  asked: Training['engine']
  madeBy: Readonly<Record<EngineName, string>>
}

/** `workerData` of a thread that waits for its run. */
export const forLater = 'later'

export const wishes = { run: 0, pause: 1, oneEpoch: 2, finish: 3 } as const satisfies Partial<Record<Wish, number>>
export type RunWish = keyof typeof wishes

export type TrainMessage =
  /** The fitted recipe as JSON, and the table row (from 0) that forms start from. */
  | { kind: 'prepared'; fitted: string; startRow: number }
  /** The engine was left open, and this is the plan with it. */
  | { kind: 'chosen'; plan: Plan; choice: EngineChoice }
  | { kind: 'started'; engine: string; device: Device; parameters: number; plannedSteps: number }
  /** The steps since the last such message. */
  | { kind: 'steps'; loss: Float32Array; learningRate: Float32Array }
  | { kind: 'epoch'; record: EpochRecord }
  /** The layers as the last step left them. */
  | { kind: 'layers'; layers: LayerLook[] }
  /** The epoch asked for is over, and the loop waits. */
  | { kind: 'epochDone' }
  /** Weights of the best epoch so far, as a safetensors file. */
  | { kind: 'weights'; bestEpoch: number | null; file: Uint8Array }
  /** Where the run stands, as a checkpoint's file. */
  | { kind: 'checkpoint'; position: RunPosition; file: Uint8Array<ArrayBuffer> }
  | { kind: 'trained' }
  /** What the kept weights say of validation and test rows, as a file. */
  | { kind: 'scores'; file: Uint8Array<ArrayBuffer> }
  | { kind: 'report'; report: Omit<Report, 'looks' | 'historySha256'> }
  | {
      kind: 'ended'
      reason: FinishReason
      step?: number
      cause?: string
      where?: { layer: number; rows: number[] }
      /** Measured, for estimates: seconds from first to last step, steps, and multiply-adds of one step. */
      speed: { seconds: number; steps: number; multiplyAdds: number } | null
    }
  | { kind: 'failed'; failure: { code: ErrorCode; details: ErrorDetails } | { stack: string } }
