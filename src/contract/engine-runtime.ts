/** What an engine needs besides the app before it can run, and how that gets onto this computer. */
import { z } from 'zod'
import { Device, GraphicsView } from './device.ts'

export const RuntimeView = z.object({
  /** 'unproven': this kind of computer was never tried, so nothing is offered. 'damaged': something of it is missing. */
  state: z.enum(['absent', 'installed', 'damaged', 'unproven']),
  /** Of TensorFlow. */
  version: z.string(),
  folder: z.string(),
  needs: z.object({
    downloadBytes: z.number(),
    /** Of those, what is here already of a download that was interrupted. */
    downloadedBytes: z.number(),
    /** Once installed. */
    diskBytes: z.number(),
    /** On the disk it would lie on; null where that does not say. */
    freeBytes: z.number().nullable(),
    /** The C++ compiler that was found. */
    compiler: z.string().nullable(),
    /** What the compiler would build was brought along with the app. */
    prebuilt: z.boolean(),
  }),
  graphics: GraphicsView,
})
export type RuntimeView = z.infer<typeof RuntimeView>

export const installStages = ['downloading', 'checking', 'unpacking', 'building', 'trying'] as const

export const InstallEvent = z.discriminatedUnion('kind', [
  /** `totalBytes` 0: this stage has no measure. */
  z.object({ kind: z.literal('progress'), stage: z.enum(installStages), bytes: z.number(), totalBytes: z.number() }),
  z.object({
    kind: z.literal('done'),
    runtime: RuntimeView,
    /** What the trial said. */
    found: z.object({ tensorflow: z.string(), device: Device }),
    seconds: z.number(),
  }),
])
export type InstallEvent = z.infer<typeof InstallEvent>
export type InstallStage = (typeof installStages)[number]
