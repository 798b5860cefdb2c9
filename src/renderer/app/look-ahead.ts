/** What the beginning of a file tells while all of it is sent: its first rows, or that it can't be read. Knows no project. */
import { type FileSource, type FirstRows, longBeginning, quickBytes } from '#contract/dataset.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { mostRecordBytes } from '#contract/notation.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { failureOf } from './errors.ts'
import { type ChosenFile, isReadByPath, sourceOf } from './file-source.ts'
import { sendUpload } from './send-upload.ts'

/** Milliseconds after which a file is sent and read, whether or not its first rows are there. */
const headStart = 400
/** The same where it may have a line beyond all limits, and hardly is a table. */
const doubtStart = 2000
/** Enough for the first 200 rows of most tables. */
const shortBeginning = 1 << 18
/** Between two looks for a line end: any line beyond the limit has a look in it, whole. */
const lookEvery = mostRecordBytes / 2
const lookBytes = 1 << 16
/** What the studio throws of a beginning only where all of the file would be refused. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['file.format', 'file.binary', 'file.limit'])

/**
 * The file as the studio can read it, once its first rows had a head start. `show` gets them. Throws what `sourceOf` does, and the studio's
 * refusal as soon as the beginning shows it, when sending ends.
 */
export async function sourceAfterLook(chosen: ChosenFile, stop: AbortController, onProgress: (bytes: number, totalBytes: number) => void, show: (rows: FirstRows) => Promise<void>): Promise<FileSource> {
  const connection = useConnection()
  const paths = connection.studio?.paths === true
  const doubt = !isReadByPath(chosen, paths) && chosen instanceof File && chosen.size > longBeginning ? mayHaveEndlessLine(chosen) : Promise.resolve(false)
  const ahead = lookAhead(chosen, paths, doubt, stop.signal, show)
  // Sending and reading all of it take every core, so what is waited for comes first.
  await Promise.race([ahead, doubt.then((inDoubt) => new Promise<void>((done) => setTimeout(done, inDoubt ? doubtStart : headStart)))])
  stop.signal.throwIfAborted()
  const ending = new AbortController()
  const end = (): void => ending.abort()
  stop.signal.addEventListener('abort', end)
  try {
    return await Promise.race([sourceOf(chosen, paths, ending.signal, onProgress), ahead.then(() => new Promise<never>(() => {}))])
  } finally {
    stop.signal.removeEventListener('abort', end)
    end()
  }
}

async function lookAhead(chosen: ChosenFile, paths: boolean, doubt: Promise<boolean>, signal: AbortSignal, show: (rows: FirstRows) => Promise<void>): Promise<void> {
  try {
    const rows = await rowsOf(chosen, paths, doubt, signal)
    if (rows !== null && !signal.aborted) await show(rows)
  } catch (error) {
    // Anything else that is wrong with the file is said by opening it.
    if (!signal.aborted && refusals.has(failureOf(error).code)) throw error
  }
}

async function rowsOf(chosen: ChosenFile, paths: boolean, doubt: Promise<boolean>, signal: AbortSignal): Promise<FirstRows | null> {
  const { client } = useConnection()
  if (isReadByPath(chosen, paths)) return await client.dataset.preview({ source: await sourceOf(chosen, paths, signal, () => {}), beginning: false }, { signal })
  if (!(chosen instanceof File) || chosen.size < quickBytes) return null
  const preview = async (bytes: number): Promise<FirstRows | null> => {
    const part = new File([chosen.slice(0, bytes)], chosen.name)
    return await client.dataset.preview({ source: { kind: 'upload', uploadId: await sendUpload(part, signal, () => {}), fileName: chosen.name }, beginning: true }, { signal })
  }
  const short = preview(shortBeginning)
  // Where it is in doubt, nobody waits for it.
  short.catch(() => undefined)
  const rows = (await doubt) ? null : await short
  return rows ?? (chosen.size > longBeginning ? await preview(longBeginning) : null)
}

/** False where a line end is found at every look; in UTF-16 the half of a character may pass for one, and more is found out later. */
async function mayHaveEndlessLine(file: File): Promise<boolean> {
  const looks = Array.from({ length: Math.ceil(longBeginning / lookEvery) }, async (_, look) => {
    const bytes = new Uint8Array(await file.slice(look * lookEvery, look * lookEvery + lookBytes).arrayBuffer())
    return bytes.includes(0x0a) || bytes.includes(0x0d)
  })
  return !(await Promise.all(looks)).every(Boolean)
}
