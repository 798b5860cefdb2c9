/** Bytes at any position, from a file or from memory. Knows nothing of text; notices when a file changes under it. */
import { open, stat } from 'node:fs/promises'
import { StudioError } from '#contract/errors.ts'

export interface ByteSource {
  readonly totalBytes: number
  /** Fills `target` from `position`; returns the bytes written, fewer only at the end. */
  read(position: number, target: Uint8Array): Promise<number>
  /** Throws `file.changed` or `file.notFound` when it is not the file it was. */
  assertUnchanged(): Promise<void>
  close(): Promise<void>
}

/** Throws `file.notFound` or `file.unreadable`. */
export async function openFileSource(path: string, fileName: string): Promise<ByteSource> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw failure(cause, fileName)
  })
  try {
    const before = await handle.stat()
    if (!before.isFile()) throw new StudioError('file.unreadable', { file: fileName })
    return {
      totalBytes: before.size,
      async read(position, target) {
        let filled = 0
        while (filled < target.length) {
          const { bytesRead } = await handle.read(target, filled, target.length - filled, position + filled).catch((cause: unknown) => {
            throw failure(cause, fileName)
          })
          if (bytesRead === 0) break
          filled += bytesRead
        }
        if (position + filled < Math.min(before.size, position + target.length)) throw new StudioError('file.changed', { file: fileName })
        return filled
      },
      async assertUnchanged() {
        const now = await stat(path).catch((cause: unknown) => {
          throw failure(cause, fileName)
        })
        if (now.size !== before.size || now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) {
          throw new StudioError('file.changed', { file: fileName })
        }
      },
      async close() {
        await handle.close()
      },
    }
  } catch (cause) {
    await handle.close()
    throw cause
  }
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    totalBytes: bytes.length,
    read(position, target) {
      const part = bytes.subarray(position, position + target.length)
      target.set(part)
      return Promise.resolve(part.length)
    },
    assertUnchanged: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

function failure(cause: unknown, fileName: string): unknown {
  if (cause instanceof StudioError) return cause
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return new StudioError('file.notFound', { file: fileName })
  if (typeof code === 'string') return new StudioError('file.unreadable', { file: fileName, value: code })
  return cause
}
