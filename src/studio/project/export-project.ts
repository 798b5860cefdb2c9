/** A project as one `.candor` file, written whole or not at all. Knows folders and runs, not calls. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { StudioError } from '#contract/errors.ts'
import { replaceFileSafely, sweepAbandoned } from '../files/write-file-safely.ts'
import { writeZip } from '../files/zip-writer.ts'
import type { ZipSource } from '../files/zip-writer.ts'
import type { Run } from '../run/run.ts'
import { candorFileVersion, dataNameFor, dataPrefix, isCheckpointName, isRunFileName, listName, projectName, runsPrefix } from './candor-file.ts'
import type { FileList } from './candor-file.ts'
import type { Project } from './projects.ts'

interface PackedFile {
  name: string
  bytes: number
  compress: boolean
  content: { kind: 'path'; path: string } | { kind: 'text'; text: string }
}

/**
 * `runs`: those that go into it, none of them live. Throws `archive.changed` where a file went away meanwhile, `file.changed`
 * where the data are no longer what was imported, `disk.full`, `disk.readOnly`; what was at `target` is then still there.
 */
export async function exportProject(
  project: Project,
  runs: readonly Run[],
  candor: string,
  target: string,
  onProgress: (bytes: number, totalBytes: number) => void,
  signal: AbortSignal,
): Promise<{ bytes: number }> {
  const { file } = project
  const packed = await filesOf(project, runs).catch(asChanged)
  const totalBytes = packed.reduce((sum, { bytes }) => sum + bytes, 0)
  const list: FileList = { format: 'candor project', version: candorFileVersion, candor, files: [] }
  let done = 0

  async function* reading({ name, content }: PackedFile): AsyncGenerator<Uint8Array, void> {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of content.kind === 'text' ? [Buffer.from(content.text)] : createReadStream(content.path, { highWaterMark: 1 << 18 })) {
      if (!(chunk instanceof Uint8Array)) continue
      hash.update(chunk)
      bytes += chunk.length
      done += chunk.length
      onProgress(Math.min(done, totalBytes), totalBytes)
      yield chunk
    }
    const sha256 = hash.digest('hex')
    if (file.dataset !== null && name.startsWith(dataPrefix) && sha256 !== file.dataset.sha256) {
      throw new StudioError('file.changed', { file: file.dataset.fileName })
    }
    list.files.push({ path: name, bytes, sha256 })
  }
  const sources: ZipSource[] = packed.map((one) => ({ name: one.name, compress: one.compress, open: () => Readable.from(reading(one), { objectMode: false }) }))
  // Last, when every sum is known.
  sources.push({ name: listName, compress: true, open: () => Readable.from([Buffer.from(`${JSON.stringify(list, null, 1)}\n`)], { objectMode: false }) })
  await sweepAbandoned(target)
  let written = 0
  await replaceFileSafely(target, async (temporary) => {
    await writeZip(temporary, sources, new Date(file.changedAt), signal).catch(asChanged)
    written = (await stat(temporary)).size
  })
  return { bytes: written }
}

async function filesOf({ file, place }: Project, runs: readonly Run[]): Promise<PackedFile[]> {
  const packed: PackedFile[] = []
  const dataset = file.dataset === null ? null : { ...file.dataset, storedAs: dataNameFor(file.dataset.storedAs) }
  const text = `${JSON.stringify({ ...file, dataset }, null, 2)}\n`
  packed.push({ name: projectName, bytes: Buffer.byteLength(text), compress: true, content: { kind: 'text', text } })
  if (file.dataset !== null && dataset !== null) {
    const where = path.join(place.data, file.dataset.storedAs)
    const { size } = await stat(where)
    packed.push({ name: dataPrefix + dataset.storedAs, bytes: size, compress: true, content: { kind: 'path', path: where } })
  }
  for (const run of runs) {
    const goesOn = run.summary.resumesAt !== undefined
    const names = (await readdir(run.place.folder)).filter((name) => isRunFileName(name) && (goesOn || !isCheckpointName(name)))
    for (const name of names.toSorted()) {
      const where = path.join(run.place.folder, name)
      // Weights and losses are as good as random: packing them takes time and saves nothing.
      packed.push({ name: `${runsPrefix}${run.id}/${name}`, bytes: (await stat(where)).size, compress: /\.jsonl?$/.test(name), content: { kind: 'path', path: where } })
    }
  }
  return packed
}

/** A run was removed or another table opened while this was written. */
function asChanged(error: unknown): never {
  throw error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'syscall' in error ? new StudioError('archive.changed') : error
}
