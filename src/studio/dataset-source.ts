/** From the source that a client names to a file that may be read; and the copy of it that a project keeps. */
import { createHash } from 'node:crypto'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileSource } from '#contract/dataset.ts'
import { samples } from '#contract/dataset.ts'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import { openFileSource } from './dataset/byte-source.ts'
import type { ByteSource } from './dataset/byte-source.ts'
import { isPlainId, safeFileName } from './files/names.ts'
import { syncFolder } from './files/write-file-safely.ts'
import type { StudioOptions } from './options.ts'

export interface SourceFile {
  path: string
  /** As the person knows it. */
  fileName: string
}

/** Throws `file.refused` where this studio may not read it, `file.notFound`, `file.unreadable`. */
export async function fileOfSource(source: FileSource, options: StudioOptions): Promise<SourceFile> {
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

function locate(source: FileSource, { paths, uploads, resources }: StudioOptions): SourceFile {
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

/**
 * Copies `file` into `folder` under a name that is still free, hashing on the way. Leaves nothing behind when it fails.
 * Throws `file.changed`, `file.notFound` and `file.unreadable` of the file, `disk.full` and `disk.readOnly` of the copy.
 */
export async function copyIntoProject(
  file: SourceFile,
  folder: string,
  onProgress: (bytes: number, totalBytes: number) => void,
  signal: AbortSignal,
): Promise<StoredCopy> {
  await mkdir(folder, { recursive: true })
  const source = await openFileSource(file.path, file.fileName)
  const temporary = path.join(folder, `.copy-${process.pid}-${performance.now()}.tmp`)
  try {
    const { sha256, bytes } = await copyTo(temporary, source, onProgress, signal)
    await source.assertUnchanged()
    const storedAs = await freeName(folder, safeFileName(file.fileName))
    await rename(temporary, path.join(folder, storedAs))
    await syncFolder(folder)
    return { storedAs, path: path.join(folder, storedAs), sha256, bytes }
  } catch (error) {
    await rm(temporary, { force: true })
    throw asDiskError(error, file.fileName)
  } finally {
    await source.close()
  }
}

/** As many bytes as there were at the beginning: a file that grows meanwhile is another file. */
async function copyTo(target: string, source: ByteSource, onProgress: (bytes: number, totalBytes: number) => void, signal: AbortSignal): Promise<{ sha256: string; bytes: number }> {
  const { totalBytes } = source
  const hash = createHash('sha256')
  const buffer = new Uint8Array(Math.max(1, Math.min(totalBytes, 1 << 20)))
  const handle = await open(target, 'wx')
  try {
    for (let bytes = 0; bytes < totalBytes; ) {
      signal.throwIfAborted()
      const filled = await source.read(bytes, buffer.subarray(0, Math.min(buffer.length, totalBytes - bytes)))
      const chunk = buffer.subarray(0, filled)
      hash.update(chunk)
      await handle.writeFile(chunk)
      bytes += filled
      onProgress(bytes, totalBytes)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), bytes: totalBytes }
}

/** `wanted`, or the same with a number where the folder has it already. */
export async function freeName(folder: string, wanted: string): Promise<string> {
  const taken = new Set((await readdir(folder)).map((name) => name.toLowerCase()))
  const extension = path.extname(wanted)
  const stem = wanted.slice(0, wanted.length - extension.length)
  let name = wanted
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${stem} (${number})${extension}`
  return name
}
