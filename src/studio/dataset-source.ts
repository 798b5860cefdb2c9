/** From the source that a client names to a file that may be read; and the copy of it that a project keeps. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { DatasetSource } from '#contract/dataset.ts'
import { samples } from '#contract/dataset.ts'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import { isPlainId, safeFileName } from './files/names.ts'
import { syncFolder } from './files/write-file-safely.ts'
import type { StudioOptions } from './options.ts'

export interface SourceFile {
  path: string
  /** As the person knows it. */
  fileName: string
}

/** Throws `file.refused` where this studio may not read it, `file.notFound`, `file.unreadable`. */
export async function fileOfSource(source: DatasetSource, options: StudioOptions): Promise<SourceFile> {
  const file = locate(source, options)
  try {
    const status = await stat(file.path)
    if (!status.isFile()) throw new StudioError('file.unreadable', { file: file.fileName })
    await access(file.path)
    return file
  } catch (error) {
    if (error instanceof StudioError) throw error
    const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    throw new StudioError(missing ? 'file.notFound' : 'file.unreadable', { file: file.fileName })
  }
}

function locate(source: DatasetSource, { paths, uploads, resources }: StudioOptions): SourceFile {
  switch (source.kind) {
    case 'path':
      if (!paths || !path.isAbsolute(source.path)) throw new StudioError('file.refused', { file: source.path })
      return { path: source.path, fileName: path.basename(source.path) }
    case 'upload':
      if (uploads === null || !isPlainId(source.uploadId)) throw new StudioError('file.refused', { file: source.fileName })
      return { path: path.join(uploads, source.uploadId), fileName: source.fileName }
    case 'sample': {
      const sample = samples.find(({ name }) => name === source.name)
      if (sample === undefined) throw new StudioError('file.notFound', { file: source.name })
      return { path: path.join(resources, 'samples', sample.file), fileName: sample.file }
    }
    default:
      return source satisfies never
  }
}

export interface StoredCopy {
  /** Name inside the data folder. */
  storedAs: string
  path: string
  sha256: string
  bytes: number
}

/** Copies `file` into `folder` under a name that is still free, hashing on the way. Leaves nothing behind when it fails. */
export async function copyIntoProject(
  file: SourceFile,
  folder: string,
  onProgress: (bytes: number, totalBytes: number) => void,
  signal: AbortSignal,
): Promise<StoredCopy> {
  await mkdir(folder, { recursive: true })
  const { size } = await stat(file.path)
  const temporary = path.join(folder, `.copy-${process.pid}-${performance.now()}.tmp`)
  const hash = createHash('sha256')
  let bytes = 0
  try {
    const target = await open(temporary, 'wx')
    try {
      for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20, signal })) {
        if (!(chunk instanceof Uint8Array)) continue
        hash.update(chunk)
        await target.writeFile(chunk)
        bytes += chunk.length
        onProgress(bytes, size)
      }
      await target.sync()
    } finally {
      await target.close()
    }
    const storedAs = await freeName(folder, safeFileName(file.fileName))
    await rename(temporary, path.join(folder, storedAs))
    await syncFolder(folder)
    return { storedAs, path: path.join(folder, storedAs), sha256: hash.digest('hex'), bytes }
  } catch (error) {
    await rm(temporary, { force: true })
    throw asDiskError(error, file.fileName)
  }
}

async function freeName(folder: string, wanted: string): Promise<string> {
  const taken = new Set((await readdir(folder)).map((name) => name.toLowerCase()))
  const extension = path.extname(wanted)
  const stem = wanted.slice(0, wanted.length - extension.length)
  let name = wanted
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${stem} (${number})${extension}`
  return name
}
