/** The engines of this computer and what they can do. */
import { z } from 'zod'
import { EngineName } from './training.ts'

export const EngineView = z.object({
  name: EngineName,
  available: z.boolean(),
  /** e.g. tfjs: 'wasm' or 'cpu'. */
  backend: z.string().nullable(),
  version: z.string(),
  /** Key of `engineReasonTexts` where not available. */
  reason: z.string().nullable(),
})
export type EngineView = z.infer<typeof EngineView>

export const StudioView = z.object({
  version: z.string(),
  /** Changes with every start of the studio process: a client that sees another one was cut off by a restart. */
  startId: z.string(),
  /** True where a path of this computer may be given as a source (desktop, command line). */
  paths: z.boolean(),
  engines: z.array(EngineView),
})
export type StudioView = z.infer<typeof StudioView>
