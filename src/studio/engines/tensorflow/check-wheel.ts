/** Whether a file is the pinned wheel, byte for byte; and where it is not, what it is instead. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { openPromise } from 'yauzl'
import { StudioError } from '#contract/errors.ts'
import type { Wheel } from './pinned-wheel.ts'

/** Throws `runtime.otherWheel`, `runtime.truncated`, `runtime.tampered`, or the signal's reason. */
export async function checkWheel(file: string, fileName: string, wheel: Wheel, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  const { size } = await stat(file)
  if (size === wheel.bytes && (await sha256Of(file, onProgress, signal)) === wheel.sha256) return
  const found = await identify(file, fileName)
  if (found === null) throw new StudioError(size < wheel.bytes ? 'runtime.truncated' : 'runtime.tampered', { file: fileName, expected: wheel.file })
  if (!wheel.file.startsWith(found)) throw new StudioError('runtime.otherWheel', { file: fileName, value: found, expected: wheel.file })
  throw new StudioError('runtime.tampered', { file: fileName, expected: wheel.file })
}

async function sha256Of(file: string, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal })) {
    if (!(chunk instanceof Uint8Array)) continue
    hash.update(chunk)
    bytes += chunk.length
    onProgress(bytes)
  }
  return hash.digest('hex')
}

/**
 * `project-version` of the wheel, and its platform where its name tells that it is for another one; null where it is no whole zip with a
 * description in it.
 */
async function identify(file: string, fileName: string): Promise<string | null> {
  const zip = await openPromise(file, { autoClose: false }).catch(() => null)
  if (zip === null) return null
  try {
    for await (const { fileName: name } of zip.eachEntry()) {
      const described = /^([\w.]+-[\w.]+)\.dist-info\//u.exec(name)?.[1]
      if (described === undefined) continue
      const tags = /-(cp\d+-\w+-[\w.]+)\.whl$/u.exec(fileName)?.[1]
      return tags === undefined ? described : `${described}-${tags}`
    }
    return null
  } catch {
    return null
  } finally {
    zip.close()
  }
}
