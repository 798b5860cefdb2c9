import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstLines } from './first-lines.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'candor-lines-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function linesOf(bytes: Uint8Array, lines: number): Buffer {
  const scratch = mkdtempSync(path.join(folder, 'one-'))
  const file = path.join(scratch, 'file.csv')
  writeFileSync(file, bytes)
  const made = firstLines({ path: file, fileName: 'file.csv', scratch, chosen: {} }, lines, statSync(file).size, () => {})
  expect(made.findings).toEqual([{ code: 'firstLinesOnly', severity: 'attention', count: lines }])
  return readFileSync(made.path)
}
const text = (content: string, lines: number): string => linesOf(Buffer.from(content), lines).toString()

describe('the first lines of a file', () => {
  it('end where the reader ends them, whatever ends a line', () => {
    expect(text('a,b\n1,2\n3,4\n', 2)).toBe('a,b\n1,2\n')
    expect(text('a,b\r\n1,2\r\n3,4\r\n', 2)).toBe('a,b\r\n1,2\r\n')
    expect(text('a,b\r1,2\r3,4\r', 2)).toBe('a,b\r1,2\r')
    expect(text('a,b\n\n1,2', 2)).toBe('a,b\n\n')
  })

  it('are all of them where there are no more', () => {
    expect(text('a,b\n1,2', 9)).toBe('a,b\n1,2')
  })

  it('end in the middle of a long file, over the borders of what is read at once', () => {
    const line = `${'x'.repeat(999)}\n`
    expect(text(line.repeat(3000), 2500)).toBe(line.repeat(2500))
    // The return is the last byte of the first mebibyte.
    const first = `${'x'.repeat((1 << 20) - 1)}\r\n`
    expect(text(`${first}1\r\n2\r\n`, 1)).toBe(first)
  })

  it('are counted in pairs of bytes where the file is in UTF-16', () => {
    // U+0A0D holds both bytes and ends no line.
    const content = Buffer.from('\ufeffa\u0a0d,b\n1,2\n3,4\n', 'utf16le')
    expect(linesOf(content, 2).toString('utf16le')).toBe('\ufeffa\u0a0d,b\n1,2\n')
    expect(linesOf(content.swap16(), 2).swap16().toString('utf16le')).toBe('\ufeffa\u0a0d,b\n1,2\n')
  })
})
