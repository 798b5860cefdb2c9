/** Everything a person may be told went wrong: a closed list of codes. Their words are in wording/errors.ts, their schemas in error-schemas.ts: a thread that loads none starts sooner. */

/**
 * `internal` is a bug (logged with its stack in the studio); every other code is an expected failure that the
 * person can do something about.
 */
export const errorCodes = [
  'internal',
  'request.invalid',
  'studio.stopped',
  'file.notFound',
  'file.unreadable',
  'file.empty',
  'file.headerOnly',
  'file.binary',
  'file.format',
  'file.tooLarge',
  'file.otherColumns',
  'file.limit',
  'file.changed',
  'file.encoding',
  'file.refused',
  'file.locked',
  'disk.full',
  'disk.readOnly',
  'project.unknown',
  'project.newer',
  'project.damaged',
  'project.busy',
  'project.readOnly',
  'archive.foreign',
  'archive.damaged',
  'archive.refused',
  'archive.limit',
  'archive.changed',
  'dataset.none',
  'plan.invalid',
  'plan.newer',
  'column.unknown',
  'recipe.noTarget',
  'recipe.step',
  'recipe.oneClass',
  'recipe.targetEmpty',
  'recipe.targetNotNumeric',
  'recipe.tooManyClasses',
  'recipe.noFeatures',
  'recipe.tooFewRows',
  'network.invalid',
  'training.invalid',
  'engine.unavailable',
  'engine.stopped',
  'engine.broken',
  'engine.memory',
  'runtime.absent',
  'runtime.platform',
  'runtime.compiler',
  'runtime.network',
  'runtime.notFound',
  'runtime.otherWheel',
  'runtime.truncated',
  'runtime.tampered',
  'runtime.disk',
  'runtime.build',
  'runtime.trial',
  'runtime.busy',
  'runtime.graphics',
  'memory.exceeded',
  'run.unknown',
  'run.ended',
  'run.busy',
  'run.noModel',
  'run.otherData',
  'run.unfinished',
  'checkpoint.damaged',
  'checkpoint.otherVersion',
  'checkpoint.otherData',
  'checkpoint.otherPlan',
  'predict.columnMissing',
  'predict.value',
  'predict.noRows',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Where and what: `file`, `line` (physical, from 1), `row` (data row, from 1), `column` (its name), `layer` (position, from 1), `setting`, `value`, `expected`, `limit`, `count`, `reason`. */
export type ErrorDetails = {
  file?: string | undefined
  line?: number | undefined
  row?: number | undefined
  column?: string | undefined
  layer?: number | undefined
  layerId?: string | undefined
  setting?: string | undefined
  value?: string | undefined
  expected?: string | undefined
  limit?: string | undefined
  count?: number | undefined
  /** A key of `problemTexts` in wording/problems.ts where the code alone does not say it. */
  problem?: string | undefined
}

/** An expected failure. The wire carries `code` and `details`; each shell writes the sentence in its language. */
export class StudioError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code)
    this.name = 'StudioError'
    this.code = code
    this.details = details
  }
}
