/** The scanner against a slow, obvious parser over strings, for every way of cutting the bytes into pieces. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Escape } from '#contract/dataset.ts'
import { blankRuns } from '#contract/notation.ts'
import { limits, type Limits } from './limits.ts'
import { cellText } from './cell-text.ts'
import { plainForm, RecordScanner } from './scan-records.ts'

interface Seen {
  records: { line: number; cells: string[] }[]
  stray: number[]
  unclosed: number[]
}

function scan(chunks: Uint8Array[], delimiter: string, tight: Limits = limits, escape: Escape = 'doubled'): Seen {
  const seen: Seen = { records: [], stray: [], unclosed: [] }
  const scanner = new RecordScanner(
    { ...plainForm(delimiter), escape },
    {
      record: (record) => void seen.records.push({ line: record.line, cells: Array.from({ length: record.cells }, (_, cell) => cellText(record, cell)) }),
      strayQuote: (line) => void seen.stray.push(line),
      unclosedQuote: (line) => void seen.unclosed.push(line),
    },
    { limits: tight },
  )
  // One buffer for all chunks: the scanner must not rely on the caller's bytes.
  const buffer = new Uint8Array(Math.max(1, ...chunks.map((chunk) => chunk.length)))
  for (const chunk of chunks) {
    buffer.set(chunk)
    scanner.push(buffer.subarray(0, chunk.length))
  }
  scanner.end()
  return seen
}

/** Character by character, no cleverness: a quoted cell is tried first, and taken as text where it does not work out. */
function obvious(text: string, delimiter: string): Seen {
  const seen: Seen = { records: [], stray: [], unclosed: [] }
  let at = 0
  let line = 1
  while (at < text.length) {
    const record = { line, cells: [] as string[] }
    let ended = false
    while (!ended) {
      const quoted = text[at] === '"' ? /^"((?:[^"]|"")*)(?:"(?!")|$)/.exec(text.slice(at)) : null
      const closed = quoted !== null && quoted[0].length > 1 && isClosed(quoted[0])
      const after = quoted ? text[at + quoted[0].length] : undefined
      if (quoted && closed && (after === undefined || text.startsWith(delimiter, at + quoted[0].length) || after === '\n' || after === '\r')) {
        record.cells.push((quoted[1] ?? '').replaceAll('""', '"'))
        line += (quoted[1]?.match(/\r\n|\n|\r/g) ?? []).length
        at += quoted[0].length
      } else {
        if (quoted) (closed ? seen.stray : seen.unclosed).push(line)
        let end = at
        while (end < text.length && !text.startsWith(delimiter, end) && text[end] !== '\n' && text[end] !== '\r') end++
        record.cells.push(text.slice(at, end))
        at = end
      }
      if (text.startsWith(delimiter, at)) at += delimiter.length
      else ended = true
    }
    if (text.startsWith('\r\n', at)) at += 2
    else if (at < text.length) at++
    line++
    seen.records.push(record)
  }
  return seen
}

function isClosed(cell: string): boolean {
  return cell.endsWith('"') && cell.slice(1).replaceAll('""', '').endsWith('"')
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
}

const messy = fc.array(fc.constantFrom(',', '"', '""', '\n', '\r', '\r\n', 'a', 'b ', '1.5', '中', '\u{1f600}', ';', '\0'), { maxLength: 40 }).map((parts) => parts.join(''))

describe('RecordScanner', () => {
  test('agrees with the obvious parser, for any text and any cutting into pieces', () => {
    fc.assert(
      fc.property(messy, fc.array(fc.nat(200), { maxLength: 8 }), (text, places) => {
        expect(scan(cut(bytesOf(text), places), ',')).toEqual(obvious(text, ','))
      }),
      { numRuns: 3000, seed: 20261124 },
    )
  })

  test.each(['||', ',;', '，', '中，', '\u{1f600}'])('agrees with it where cells are parted by %j', (delimiter) => {
    const parted = fc.array(fc.constantFrom(delimiter, ...delimiter, '"', '""', '\n', '\r\n', 'a', '中', ',', '|'), { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(parted, fc.array(fc.nat(200), { maxLength: 8 }), (text, places) => {
        const bytes = bytesOf(text)
        const characters = new TextDecoder().decode(bytes)
        expect(scan(cut(bytes, places), delimiter)).toEqual(obvious(characters, delimiter))
      }),
      { numRuns: 1500, seed: 20261126 },
    )
  })

  test('parts cells by any number of spaces and tabs, and never at the ends of a line', () => {
    const text = '  1.5 \t 2  "a  b" \r\n\t3   4\t5\n   \n"x" y"z  \\\n6 "7\n8"\t \n9  '
    const cells = [['1.5', '2', 'a  b'], ['3', '4', '5'], [''], ['x', 'y"z', '\\'], ['6', '7\n8'], ['9']]
    const once = scan([bytesOf(text)], blankRuns)
    expect(once.records.map((record) => record.cells)).toEqual(cells)
    expect(once.records.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 7])
    expect(scan([...bytesOf(text)].map((byte) => Uint8Array.of(byte)), blankRuns)).toEqual(once)
    const messyBlanks = fc.array(fc.constantFrom(' ', '\t', '  ', '"', '\n', '\r\n', '\r', 'a', '中'), { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(messyBlanks, fc.array(fc.nat(200), { maxLength: 8 }), (written, places) => {
        const whole = scan([bytesOf(written)], blankRuns)
        expect(scan(cut(bytesOf(written), places), blankRuns)).toEqual(whole)
        if (!written.includes('"')) expect(whole.records.map((record) => record.cells)).toEqual(written.split(/\r\n|\n|\r/).map((line) => line.replace(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/)).slice(0, whole.records.length))
      }),
      { numRuns: 3000, seed: 20261128 },
    )
  })

  test('sees the same whether the bytes come one by one or at once', () => {
    const text = 'a,b\r\n"x\r\ny","he said ""hi"""\r3,4\n\n"open,5\n6,7'
    const bytes = bytesOf(text)
    const once = scan([bytes], ',')
    expect(scan([...bytes].map((byte) => Uint8Array.of(byte)), ',')).toEqual(once)
    expect(once).toEqual(obvious(text, ','))
    expect(once.unclosed).toEqual([6])
    expect(once.records.map(({ cells }) => cells)).toEqual([['a', 'b'], ['x\r\ny', 'he said "hi"'], ['3', '4'], [''], ['"open', '5'], ['6', '7']])
  })

  test('sees the same in pieces where backslashes escape', () => {
    const text = fc.array(fc.constantFrom(',', '"', '\\', '\\"', '\n', '\r', '\r\n', 'a'), { maxLength: 30 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.array(fc.nat(100), { maxLength: 8 }), (written, places) => {
        expect(scan(cut(bytesOf(written), places), ',', limits, 'backslash')).toEqual(scan([bytesOf(written)], ',', limits, 'backslash'))
      }),
      { numRuns: 3000, seed: 20261127 },
    )
  })

  test('keeps a cell with text after its closing quote as it is written', () => {
    const seen = scan([bytesOf('"he said "hi"",2\n3,4')], ',')
    expect(seen.records.map(({ cells }) => cells)).toEqual([['"he said "hi""', '2'], ['3', '4']])
    expect(seen.stray).toEqual([1])
  })

  test.each([
    ['cell', 'a,b\n1,xxxxxxxxxxxxxxxxxxxxxxxxx', 2],
    ['cell', 'a,b\n1,"xxxxxxxxxxxxxxxxxxxxxxxxx"', 2],
    ['columns', 'a,b\n1\n1,2,3,4,5,6', 3],
    ['record', 'a,b\n1,xxxxxxxxxxxxxxx,xxxxxxxxxxxxxxx,xxxxxxxxxxxxxxx', 2],
  ])('refuses a %s beyond its limit and names the line', (limit, text, line) => {
    const tight = { ...limits, cellBytes: 20, columns: 5, recordBytes: 40 }
    for (const chunks of [[bytesOf(text)], [...bytesOf(text)].map((byte) => Uint8Array.of(byte))]) {
      expect(() => scan(chunks, ',', tight)).toThrow(expect.objectContaining({ code: 'file.limit', details: expect.objectContaining({ limit, line }) }))
    }
  })
})
