/** The container of old Office files and of new ones with a password. Only told apart, never read. [MS-CFB] 2.2, 2.6. */
import { closeSync, openSync, readSync } from 'node:fs'

const directoryAt = 48
const sectorShiftAt = 30

/** Whether a password protects a workbook inside; false: it is one of before 2007. */
export function isEncryptedPackage(file: string): boolean {
  const handle = openSync(file, 'r')
  try {
    const header = Buffer.alloc(512)
    if (readSync(handle, header, 0, header.length, 0) < header.length) return false
    const sectorBytes = header.readUInt16LE(sectorShiftAt) === 12 ? 4096 : 512
    const directory = Buffer.alloc(4096)
    const length = readSync(handle, directory, 0, directory.length, (header.readUInt32LE(directoryAt) + 1) * sectorBytes)
    return directory.subarray(0, length).includes(Buffer.from('EncryptedPackage', 'utf16le'))
  } finally {
    closeSync(handle)
  }
}
