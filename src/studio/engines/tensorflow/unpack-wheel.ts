/** Takes out of the checked wheel what the addon needs: two libraries and a few headers of 850 MB and 270 MB of everything else. */
import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { StudioError } from '#contract/errors.ts'
import { asRuntimeDiskError, diskBytesOf, refuseFullDisk } from './disk.ts'
import type { Wheel } from './pinned-wheel.ts'

export interface UnpackedWheel {
  /** Folder of the libraries, each under its own name. */
  libraries: string
  /** Folder that `#include` starts from. */
  include: string
}

const includeRoot = 'tensorflow/include/'

/** Throws `runtime.disk`, `disk.readOnly`, `runtime.tampered` where something is missing, or the signal's reason. */
export async function unpackWheel(file: string, wheel: Wheel, folder: string, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<UnpackedWheel> {
  const places = { libraries: path.join(folder, 'lib'), include: path.join(folder, 'include') }
  const targets = new Map([
    ...wheel.libraries.map(({ path: from }) => [from, path.join(places.libraries, path.posix.basename(from))] as const),
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
  const handle = await open(target, 'wx')
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
