/** Brings the wheel onto the disk. What arrived before a break is kept, and the next try goes on behind it. */
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import { ask, patienceMilliseconds } from './ask.ts'
import { asRuntimeDiskError } from './disk.ts'
import type { Wheel } from './pinned-wheel.ts'

export interface Download {
  url: string
  wheel: Wheel
  /** Where it lies then, under its own name. */
  folder: string
}

/** Bytes that are here of a download that broke off. */
export async function downloadedBytes(folder: string, { file, bytes }: Pick<Wheel, 'file' | 'bytes'>): Promise<number> {
  return (await sizeOf(path.join(folder, file))) || Math.min(bytes, await sizeOf(partOf(folder, file)))
}

/**
 * Returns the path of the whole file, whose content nobody has checked yet. Throws `runtime.network` (then a further try resumes),
 * `runtime.disk`, `disk.readOnly`, or the signal's reason.
 */
export async function downloadWheel({ url, wheel, folder }: Download, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const whole = path.join(folder, wheel.file)
  const part = partOf(folder, wheel.file)
  try {
    await mkdir(folder, { recursive: true })
    if ((await sizeOf(whole)) > 0) return whole
    let have = await sizeOf(part)
    if (have > wheel.bytes) {
      await rm(part)
      have = 0
    }
    if (have < wheel.bytes) await fetchRest(new URL(url), part, have, wheel.bytes, onProgress, signal)
    await rename(part, whole)
    return whole
  } catch (error) {
    throw asRuntimeDiskError(error, folder, wheel)
  }
}

async function fetchRest(url: URL, part: string, have: number, total: number, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  const broken = (expected?: string) => new StudioError('runtime.network', { value: url.host, ...(expected === undefined ? {} : { expected }) })
  const answer = await ask(url, have > 0 ? { range: `bytes=${have}-` } : {}, signal)
  const resumes = answer.status === 206 && answer.headers.get('content-range')?.startsWith(`bytes ${have}-`) === true
  if (!answer.ok || answer.body === null) throw broken(String(answer.status))
  // A server that knows no ranges sends everything again.
  let bytes = resumes ? have : 0
  const handle = await open(part, resumes ? 'a' : 'w')
  const reader = answer.body.getReader()
  const leave = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', leave, { once: true })
  try {
    onProgress(bytes)
    for (;;) {
      const { done, value } = await withPatience(reader.read(), leave).catch(() => {
        signal.throwIfAborted()
        throw broken()
      })
      signal.throwIfAborted()
      if (done) break
      // More than was announced is not written: it would only be refused later.
      if (bytes + value.length > total) throw new StudioError('runtime.tampered', { file: path.basename(part, partEnding) })
      await handle.writeFile(value)
      bytes += value.length
      onProgress(bytes)
    }
    await handle.sync()
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
    await handle.close()
  }
  if (bytes < total) throw broken()
}

async function withPatience<Result>(work: Promise<Result>, giveUp: () => void): Promise<Result> {
  const timer = setTimeout(giveUp, patienceMilliseconds)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

const partEnding = '.part'

function partOf(folder: string, file: string): string {
  return path.join(folder, `${file}${partEnding}`)
}

async function sizeOf(file: string): Promise<number> {
  return await stat(file).then(({ size }) => size, () => 0)
}
