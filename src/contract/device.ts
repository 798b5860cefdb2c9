/** The engines of this computer, what they compute with, and why one can't be used. */
import { z } from 'zod'
import { EngineName } from './training.ts'

/**
 * Drivers for Linux: the oldest for CUDA 12.x (docs.nvidia.com/deploy/cuda-compatibility, "Minor Version Compatibility"; its number in full in the
 * release notes of the CUDA Toolkit). Cards: Pascal, the oldest of `HERMETIC_CUDA_COMPUTE_CAPABILITIES` of the official builds (`.bazelrc` of
 * tensorflow/tensorflow: sm_60 to compute_90, with CUDA 12.5.1 and cuDNN 9.3.0).
 */
export const oldestDriver = '525.60.13'
export const oldestCard = '6.0'
/** Hopper: what cuDNN 9.3.0 and the compilers of CUDA 12.5 know ("Supported GPU Architectures" of cuDNN's support matrix). */
export const newestCard = '9.0'

/** What computes. */
export const Device = z.enum(['cpu', 'gpu'])
export type Device = z.infer<typeof Device>

/** Sentences: `wording/engines.ts`. */
export const EngineReason = z.enum(['notInstalled', 'damaged', 'unproven'])
export type EngineReason = z.infer<typeof EngineReason>

/** Why the graphics card computes nothing; one of them. */
export const GraphicsReason = z.enum(['noDriver', 'oldDriver', 'oldCard', 'newCard', 'processorBuild', 'unseen'])
export type GraphicsReason = z.infer<typeof GraphicsReason>

export const EngineView = z.object({
  name: EngineName,
  available: z.boolean(),
  /** e.g. tfjs: 'wasm' or 'cpu'. */
  backend: z.string().nullable(),
  version: z.string(),
  /** null where it is available. */
  reason: EngineReason.nullable(),
})
export type EngineView = z.infer<typeof EngineView>

export const ComputerView = z.object({
  /** As it names itself; '' where it does not. */
  processor: z.string(),
  /** Threads that run at once. */
  threads: z.number().int(),
  memoryBytes: z.number(),
})
export type ComputerView = z.infer<typeof ComputerView>

/** The first NVIDIA card. */
export const GraphicsView = z.object({
  name: z.string().nullable(),
  driver: z.string().nullable(),
  memoryBytes: z.number().nullable(),
  /** null: TensorFlow may compute on it. */
  reason: GraphicsReason.nullable(),
  /** Why TensorFlow does not see it, as far as it says so: a library that it can't open, or what the driver answered. */
  hindrance: z.object({ kind: z.enum(['library', 'driver']), value: z.string() }).nullable(),
})
export type GraphicsView = z.infer<typeof GraphicsView>

export const StudioView = z.object({
  version: z.string(),
  /** Changes with every start of the studio process: a client that sees another one was cut off by a restart. */
  startId: z.string(),
  /** True where a path of this computer may be given as a source (desktop, command line). */
  paths: z.boolean(),
  engines: z.array(EngineView),
  computer: ComputerView,
})
export type StudioView = z.infer<typeof StudioView>
