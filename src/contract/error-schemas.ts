/** Schemas of the errors in errors.ts, for where they come from outside. */
import { z } from 'zod'
import { errorCodes, type ErrorDetails as Details } from './errors.ts'

export const ErrorCode = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof ErrorCode>

export const ErrorDetails = z.object({
  file: z.string().optional(),
  line: z.number().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
  layer: z.number().optional(),
  layerId: z.string().optional(),
  setting: z.string().optional(),
  value: z.string().optional(),
  expected: z.string().optional(),
  limit: z.string().optional(),
  count: z.number().optional(),
  problem: z.string().optional(),
}) satisfies z.ZodType<Details>

/** What travels in the `data` of oRPC's single declared error, `STUDIO`. */
export const StudioErrorData = z.object({ code: ErrorCode, details: ErrorDetails })
export type StudioErrorData = z.infer<typeof StudioErrorData>
