/** What a `.candor` file is: a zip with the files of a project and a list of them, each with its SHA-256. */
import { z } from 'zod'
import { StudioError } from '#contract/errors.ts'
import { isPlainId, safeFileName } from '../files/names.ts'
import type { ZipLimits } from '../files/zip-reader.ts'

/** Of the list and the places of the files; what is in them has versions of its own. */
export const candorFileVersion = 1

export const listName = 'candor.json'
export const projectName = 'project.json'
export const dataPrefix = 'data/'
export const runsPrefix = 'runs/'

export const FileList = z.object({
  format: z.literal('candor project'),
  version: z.literal(candorFileVersion),
  /** Version of Candor that wrote it. */
  candor: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
})
export type FileList = z.infer<typeof FileList>

/** Far beyond any project, and far below what would fill a disk or a memory; the ratio is one that `zip-writer.ts` never reaches. The list and `project.json` are read whole. */
export const candorFileLimits: ZipLimits = { files: 100_000, bytes: 16e9, ratio: 400, ratioFrom: 64e6 }
export const mostBytesReadWhole = 32e6

/** The only names that are ever unpacked; each is a place inside a project's folder, on every system. */
export function isCandorFileName(name: string): boolean {
  if (name === listName || name === projectName) return true
  const [folder = '', ...rest] = name.split('/')
  if (folder === 'data' && rest.length === 1) return isDataName(rest[0] ?? '')
  return folder === 'runs' && rest.length === 2 && isPlainId(rest[0] ?? '') && isRunFileName(rest[1] ?? '')
}

/** As the table is called in the file: by its name in the project where that passes everywhere. */
export function dataNameFor(storedAs: string): string {
  return isDataName(storedAs) ? storedAs : 'data.csv'
}

/** Names that every file system takes; never hidden, so that none is taken for a leftover. */
function isDataName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && safeFileName(name) === name
}

/** By pattern, so that a file that a later version adds to a run comes along. */
export function isRunFileName(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,60}\.(json|jsonl|bin|safetensors)$/.test(name)
}

/** Only an interrupted run goes on from one. */
export function isCheckpointName(name: string): boolean {
  return name.startsWith('checkpoint-')
}

/** Throws `project.newer`, and `archive.damaged` where it is no list. `fileName`: as the person knows it. */
export function parseFileList(text: string, fileName: string): FileList {
  const damaged = new StudioError('archive.damaged', { file: fileName, value: listName })
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw damaged
  }
  if (typeof content === 'object' && content !== null && 'version' in content && typeof content.version === 'number' && content.version > candorFileVersion) {
    throw new StudioError('project.newer', { value: String(content.version), expected: String(candorFileVersion) })
  }
  const parsed = FileList.safeParse(content)
  if (!parsed.success) throw damaged
  return parsed.data
}
