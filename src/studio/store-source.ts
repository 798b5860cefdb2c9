/** Whatever a client names as data, as the one file that a project keeps: several files are put into one zip, pasted text into a file. */
import { createReadStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { DatasetSource } from '#contract/dataset.ts'
import { asDiskError } from '#contract/disk-errors.ts'
import { copyIntoProject, fileOfSource, type SourceFile, type StoredCopy } from './dataset-source.ts'
import { writeZip, type ZipSource } from './files/zip-writer.ts'
import type { StudioOptions } from './options.ts'

export interface StoredSource extends StoredCopy {
  /** As the person knows it. */
  fileName: string
}

export type OnCopying = (bytes: number, totalBytes: number) => void

/** The same files make the same zip, whenever they are opened. */
const sameDate = new Date(2000, 0, 1)

/** Leaves nothing behind when it fails. Throws what finding and copying the files does. */
export async function storeSource(source: DatasetSource, folder: string, options: StudioOptions, onProgress: OnCopying, signal: AbortSignal): Promise<StoredSource> {
  if (source.kind !== 'several' && source.kind !== 'pasted') {
    const file = await fileOfSource(source, options)
    return { ...(await copyIntoProject(file, folder, onProgress, signal)), fileName: file.fileName }
  }
  await mkdir(folder, { recursive: true })
  const temporary = path.join(folder, `.gathered-${process.pid}-${performance.now()}.tmp`)
  try {
    if (source.kind === 'pasted') {
      const { fileName } = source
      await writeFile(temporary, source.text, { flag: 'wx' })
      return { ...(await copyIntoProject({ path: temporary, fileName }, folder, onProgress, signal)), fileName }
    }
    const files = await Promise.all(source.files.map((one) => fileOfSource(one, options)))
    await writeZip(temporary, zippedUnderOwnNames(files), sameDate, signal)
    const [first, second] = files
    const fileName = `${first?.fileName ?? ''} + ${files.length === 2 ? (second?.fileName ?? '') : String(files.length - 1)}`
    return { ...(await copyIntoProject({ path: temporary, fileName: `${fileName}.zip` }, folder, onProgress, signal)), fileName }
  } catch (error) {
    throw asDiskError(error, source.kind === 'pasted' ? source.fileName : '')
  } finally {
    await rm(temporary, { force: true })
  }
}

function zippedUnderOwnNames(files: readonly SourceFile[]): ZipSource[] {
  const taken = new Set<string>()
  return files.map((file) => {
    let name = file.fileName
    for (let number = 2; taken.has(name); number++) name = `${path.parse(file.fileName).name} (${number})${path.extname(file.fileName)}`
    taken.add(name)
    return { name, compress: true, open: () => createReadStream(file.path) }
  })
}
