/** What may help after a failure, by its code. Pure. */
import type { ErrorCode } from '#contract/errors.ts'
import type { Failure } from './errors.ts'

/** What passes by itself, or when the person has made room, closed the other program, finished the run. */
const passing = new Set<ErrorCode>(['internal', 'studio.stopped', 'disk.full', 'disk.readOnly', 'file.locked', 'project.busy', 'project.readOnly', 'run.busy', 'archive.changed'])
/** What the person mends in the file itself; a browser does not read a file again that has changed since it was chosen. */
const mendable = new Set<ErrorCode>(['file.notFound', 'file.unreadable', 'file.changed', 'file.empty', 'file.headerOnly', 'file.limit', 'file.format', 'file.tooLarge', 'file.otherColumns', 'predict.columnMissing'])

/** Whether the same again may end better. `byPath`: what failed was a file that is read where it lies. */
export function mayTryAgain(code: ErrorCode, byPath: boolean): boolean {
  return passing.has(code) || (byPath && mendable.has(code))
}

/** How many lines of a file can be read where one of them goes beyond the limits; null where they would be no table. */
export function linesBefore({ code, details }: Pick<Failure, 'code' | 'details'>): number | null {
  const lines = (details.line ?? 0) - 1
  return code === 'file.limit' && lines >= 2 ? lines : null
}

/** What else there is to open: another table, another project, another file of one; null where nothing needs to be chosen anew. */
export function otherToOpen(code: ErrorCode): 'table' | 'project' | 'projectFile' | null {
  if (code.startsWith('archive.')) return 'projectFile'
  if (code.startsWith('project.') || code === 'plan.newer') return 'project'
  return code.startsWith('file.') && code !== 'file.locked' ? 'table' : null
}
