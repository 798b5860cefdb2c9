/** Whether a large file has a line without end near its beginning: said before the file is copied, which takes longer. Knows no columns. */
import { longBeginning } from '#contract/dataset.ts'
import { openFileSource } from './byte-source.ts'
import { readBlocks } from './blocks.ts'
import { detectEncoding } from './detect-encoding.ts'
import { sampleFile } from './sample-file.ts'
import { countLineEnds } from './scan-records.ts'

/** A smaller file is copied in a moment. */
const worthLooking = 256 * 1024 * 1024
const blockBytes = 1 << 20

/** Of delimited text. Throws `file.limit` with its line, as reading all of it would, and what detecting the encoding throws. */
export async function refuseEndlessLine({ path, fileName }: { path: string; fileName: string }, signal: AbortSignal, from = worthLooking): Promise<void> {
  const source = await openFileSource(path, fileName)
  try {
    if (source.totalBytes < from) return
    const { encoding } = detectEncoding(await sampleFile(source), undefined, fileName)
    let line = 1
    for await (const { place, bytes } of readBlocks(source, { encoding, from: 0, fileName, blockBytes, signal, line: () => line })) {
      if (place.position + place.length > longBeginning) return
      line += countLineEnds(bytes)
    }
  } finally {
    await source.close()
  }
}
