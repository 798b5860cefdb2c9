/** Where a file for the person is written: the path they chose, or a folder from which the host hands it out once. */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import type { SavedFile } from '#contract/saved-file.ts'
import type { StudioOptions } from '../options.ts'
import { safeFileName } from './names.ts'

/** `target` null: as a download of that name. Throws `file.refused` where this studio may not write there. */
export function placeToSave(target: string | null, suggestedName: string, { paths, downloads }: Pick<StudioOptions, 'paths' | 'downloads'>): { file: string; saved: SavedFile } {
  if (target !== null) {
    if (!paths || !path.isAbsolute(target)) throw new StudioError('file.refused', { file: target })
    return { file: target, saved: { kind: 'path', path: target } }
  }
  if (downloads === null) throw new StudioError('file.refused')
  const downloadId = randomUUID()
  const fileName = safeFileName(suggestedName)
  return { file: path.join(downloads, downloadId, fileName), saved: { kind: 'download', downloadId, fileName } }
}
