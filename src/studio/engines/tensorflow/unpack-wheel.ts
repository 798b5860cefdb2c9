/** Takes out of a checked wheel what is needed of it: of TensorFlow's two libraries and a few headers, of NVIDIA's the libraries. */
import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { StudioError } from '#contract/errors.ts'
import { asRuntimeDiskError, diskBytesOf, refuseFullDisk } from './disk.ts'
import type { Wheel } from './pinned-wheel.ts'
import type { CudaPlace } from './tensorflow-environment.ts'

export interface UnpackedWheel {
  /** Folder of TensorFlow's libraries, each under its own name. */
  libraries: string
  /** Those names. */
  names: string[]
  /** Folder that `#include` starts from. */
  include: string
}

const includeRoot = 'tensorflow/include/'

/**
 * Where a library of a wheel lies in the runtime's folder. NVIDIA's keep their path, because TensorFlow's look for them there, beside
 * their own folder; what is a program stays one.
 */
export function placeOf(library: string): string {
  return library.startsWith('nvidia/') ? path.join(...library.split('/')) : path.join('lib', path.posix.basename(library))
}

/** Where what is NVIDIA's lies of these wheels. */
export function cudaPlaceIn(folder: string, wheels: readonly Wheel[]): CudaPlace {
  const folders = wheels.flatMap(({ libraries }) => libraries.map(({ path: library }) => path.dirname(placeOf(library)))).filter((one) => one.startsWith('nvidia') && path.basename(one) === 'lib')
  return { compiler: path.join(folder, 'nvidia', 'cuda_nvcc'), libraries: [...new Set(folders)].map((one) => path.join(folder, one)) }
}

/** Throws `runtime.disk`, `disk.readOnly`, `runtime.tampered` where something is missing, or the signal's reason. */
export async function unpackWheel(file: string, wheel: Wheel, folder: string, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<UnpackedWheel> {
  const places = { libraries: path.join(folder, 'lib'), names: wheel.libraries.map((one) => path.posix.basename(one.path)), include: path.join(folder, 'include') }
  const targets = new Map([
    ...wheel.libraries.map(({ path: from }) => [from, path.join(folder, placeOf(from))] as const),
    ...wheel.headers.map((from) => [from, path.join(places.include, ...from.slice(includeRoot.length).split('/'))] as const),
  ])
  try {
    await mkdir(places.libraries, { recursive: true })
    await refuseFullDisk(folder, diskBytesOf(wheel))
    const zip = await openPromise(file, { autoClose: false })
    try {
      let done = 0
      for await (const entry of zip.eachEntry()) {
        const target = targets.get(entry.fileName)
        if (target === undefined) continue
        targets.delete(entry.fileName)
        await unpackEntry(zip, entry, target, signal, (bytes) => {
          done += bytes
          onProgress(done)
        })
      }
    } finally {
      zip.close()
    }
  } catch (error) {
    throw asRuntimeDiskError(error, folder, wheel)
  }
  if (targets.size > 0) throw new StudioError('runtime.tampered', { file: wheel.file })
  return places
}

async function unpackEntry(zip: ZipFile, entry: Entry, target: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true })
  const stream: Readable = await zip.openReadStreamPromise(entry)
  const handle = await open(target, 'wx', path.basename(path.dirname(target)) === 'bin' ? 0o755 : 0o666)
  try {
    for await (const chunk of stream) {
      signal.throwIfAborted()
      if (!(chunk instanceof Uint8Array)) continue
      await handle.writeFile(chunk)
      onBytes(chunk.length)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}
