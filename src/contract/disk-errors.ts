/** What the system says of a disk that takes nothing more, as an expected failure. Knows error codes, not files. */
import { StudioError } from './errors.ts'

/** The person's words for a full or read-only disk and a file that another program holds; anything else stays what it is. `file`: as the person knows it. */
export function asDiskError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StudioError('disk.full', { file })
    case 'EBUSY':
      return new StudioError('file.locked', { file })
    case 'EACCES':
    case 'EPERM':
      // The folder took the new file, only not in the place of the old one: Windows says this of a file that is open elsewhere.
      return new StudioError('syscall' in error && error.syscall === 'rename' ? 'file.locked' : 'disk.readOnly', { file })
    case 'EROFS':
      return new StudioError('disk.readOnly', { file })
    case 'ENOENT':
      // Making a folder with those above it says this of a read-only disk, and of nothing else.
      return 'syscall' in error && error.syscall === 'mkdir' ? new StudioError('disk.readOnly', { file }) : error
    default:
      return error
  }
}
