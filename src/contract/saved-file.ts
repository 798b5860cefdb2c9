/** Where a file for the person went. */
import { z } from 'zod'

/** A path the person chose (desktop, command line), or a download id that the web host serves once. */
export const SavedFile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string() }),
  z.object({ kind: z.literal('download'), downloadId: z.string(), fileName: z.string() }),
])
export type SavedFile = z.infer<typeof SavedFile>
