/**
 * A `.candor` file unpacked into a folder that nobody sees yet. Everything in it is held against its own list, and the project
 * against itself, before this returns; what comes from outside is only ever bytes under names of ours.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, statfs } from 'node:fs/promises'
import path from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import type { SourceFile } from '../dataset-source.ts'
import { syncFolder } from '../files/write-file-safely.ts'
import { openZip } from '../files/zip-reader.ts'
import type { ZipContent, ZippedFile, ZipLimits } from '../files/zip-reader.ts'
import { readJournal } from '../run/run-journal.ts'
import { candorFileLimits, dataPrefix, isCandorFileName, listName, mostBytesReadWhole, parseFileList, projectName, runsPrefix } from './candor-file.ts'
import type { FileList } from './candor-file.ts'
import { readProjectFile } from './project-file.ts'
import type { ProjectFile } from './project-file.ts'
import { runFolder } from './project-folder.ts'
import type { ProjectFolder } from './project-folder.ts'

/**
 * Throws `archive.*`, `project.newer`, `plan.newer`, `disk.full`, `disk.readOnly`, or the signal's reason. Whoever calls it
 * removes the folder then.
 */
export async function unpackProject(
  source: SourceFile,
  place: ProjectFolder,
  onProgress: (bytes: number, totalBytes: number) => void,
  signal: AbortSignal,
  limits: ZipLimits = candorFileLimits,
): Promise<ProjectFile> {
  const { fileName } = source
  const zip = await openZip(source.path, fileName, { limits, mark: listName, isAllowed: isCandorFileName })
  try {
    const list = await readList(zip, fileName)
    const sums = new Map(list.files.map(({ path, sha256 }) => [path, sha256]))
    await mkdir(place.folder, { recursive: true })
    await refuseFullDisk(place.folder, zip.totalBytes, fileName)
    let done = 0
    const unpack = async (name: string): Promise<void> => {
      const sha256 = await writeUnpacked(fileIn(zip, name, fileName), path.join(place.folder, ...name.split('/')), signal, (bytes) => {
        done += bytes
        onProgress(Math.min(done, zip.totalBytes), zip.totalBytes)
      })
      if (sha256 !== sums.get(name)) throw damagedIn(name, fileName)
    }
    // First, because a project of a newer Candor needs no look at its data.
    await unpack(projectName)
    const project = await readUnpacked(place.projectFile, fileName)
    for (const name of zip.files.keys()) if (name !== listName && name !== projectName) await unpack(name)
    refuseOtherData(project, list, fileName)
    await checkRuns(place, list, fileName)
    await syncFolders(place, list)
    return project
  } finally {
    zip.close()
  }
}

/** The list must name exactly the files that are there, with their sizes. */
async function readList(zip: ZipContent, fileName: string): Promise<FileList> {
  const listed = fileIn(zip, listName, fileName)
  if (listed.bytes > mostBytesReadWhole || (zip.files.get(projectName)?.bytes ?? 0) > mostBytesReadWhole) throw damagedIn(listName, fileName)
  const chunks: Uint8Array[] = []
  for await (const chunk of listed.chunks()) chunks.push(chunk)
  const list = parseFileList(Buffer.concat(chunks).toString('utf8'), fileName)
  const names = new Set(list.files.map(({ path }) => path))
  const missing = list.files.find(({ path, bytes }) => zip.files.get(path)?.bytes !== bytes)
  if (missing !== undefined) throw damagedIn(missing.path, fileName)
  if (!names.has(projectName) || names.size !== list.files.length) throw damagedIn(listName, fileName)
  const extra = [...zip.files.keys()].find((name) => name !== listName && !names.has(name))
  if (extra !== undefined) throw new StudioError('archive.refused', { file: fileName, value: extra })
  return list
}

function fileIn(zip: ZipContent, name: string, fileName: string): ZippedFile {
  const file = zip.files.get(name)
  if (file === undefined) throw damagedIn(name, fileName)
  return file
}

/** Its SHA-256, when it is on the disk. */
async function writeUnpacked(file: ZippedFile, target: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  await mkdir(path.dirname(target), { recursive: true })
  const hash = createHash('sha256')
  const handle = await open(target, 'wx')
  try {
    for await (const chunk of file.chunks()) {
      signal.throwIfAborted()
      hash.update(chunk)
      await handle.writeFile(chunk)
      onBytes(chunk.length)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return hash.digest('hex')
}

/** Known before it is begun; a disk that others fill meanwhile says so itself. */
async function refuseFullDisk(folder: string, bytes: number, fileName: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bytes > bavail * bsize) throw new StudioError('disk.full', { file: fileName })
}

/** `project.damaged` would speak of a project of this computer. */
async function readUnpacked(file: string, fileName: string): Promise<ProjectFile> {
  try {
    return await readProjectFile(file)
  } catch (error) {
    throw error instanceof StudioError && error.code === 'project.damaged' ? damagedIn(projectName, fileName) : asDiskError(error, fileName)
  }
}

/** One table at most, and the one that the project means. */
function refuseOtherData({ dataset }: ProjectFile, { files }: FileList, fileName: string): void {
  const data = files.filter(({ path }) => path.startsWith(dataPrefix))
  if (dataset === null) {
    if (data[0] !== undefined) throw new StudioError('archive.refused', { file: fileName, value: data[0].path })
    return
  }
  const [own] = data
  if (data.length !== 1 || own === undefined || own.path !== dataPrefix + dataset.storedAs || own.sha256 !== dataset.sha256 || own.bytes !== dataset.bytes) {
    throw damagedIn(dataPrefix + dataset.storedAs, fileName)
  }
}

/** A run that calls itself otherwise than its folder would be removed and renamed somewhere else. */
async function checkRuns(place: ProjectFolder, list: FileList, fileName: string): Promise<void> {
  for (const id of runsIn(list)) {
    const record = await readJournal(runFolder(place.runs, id).events).catch(() => null)
    if (record?.summary.id !== id) throw damagedIn(`${runsPrefix}${id}`, fileName)
  }
}

function runsIn({ files }: FileList): Set<string> {
  return new Set(files.flatMap(({ path }) => (path.startsWith(runsPrefix) ? [path.split('/')[1] ?? ''] : [])))
}

async function syncFolders(place: ProjectFolder, list: FileList): Promise<void> {
  const folders = new Set(list.files.map(({ path: name }) => path.dirname(path.join(place.folder, ...name.split('/')))))
  if (runsIn(list).size > 0) folders.add(place.runs)
  await Promise.all([...folders].map(syncFolder))
}

function damagedIn(name: string, fileName: string): StudioError {
  return new StudioError('archive.damaged', { file: fileName, value: name })
}
