/** What kernels and threads do not change: the same table as cell after cell by one thread, to the bit. */
import { MessageChannel } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReadingChoices } from '#contract/dataset.ts'
import { plainNumbers } from '#engine/table/numbers.ts'
import { memorySource } from './byte-source.ts'
import { CellMemory, shareCells } from './cell-memory.ts'
import { ColumnReader, type ColumnStore } from './column-reader.ts'
import { ColumnCollector, plainConventions } from './column-collector.ts'
import type { ColumnHelpers } from './column-threads.ts'
import { limits } from './limits.ts'
import { MissingMarkers, standardMarkers } from './missing-markers.ts'
import { readTable } from './read-table.ts'
import { serveColumns } from './serve-columns.ts'
import { widened } from './short-integers.ts'

/** Milliseconds; where other programs want the processor too. */
const patience = 60_000

/** Threads that are none, with the same messages: a thread of the tests can't load TypeScript. */
function helpers(count: number): ColumnHelpers {
  return {
    count,
    start() {
      const { port1, port2 } = new MessageChannel()
      serveColumns(port2)
      return {
        tell: (question) => port1.postMessage(question),
        listen: (onAnswer) => void port1.on('message', onAnswer),
        end: () => port1.close(),
      }
    },
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** `largeBytes`: of a smaller file all numbers are kept as doubles. */
async function outcome(text: string, threads: number, blockBytes: number, reading: ReadingChoices = {}, largeBytes = 0): Promise<unknown> {
  const options = { onProgress: () => undefined, signal: new AbortController().signal, blockBytes, helpers: helpers(threads), largeBytes }
  const read = await readTable(memorySource(utf8(text)), 'file.csv', reading, options).catch((problem: unknown) => ({ problem }))
  if ('problem' in read) return read.problem
  const { marks: { blocks: _, ...marks }, columns, ...table } = read
  return { ...table, columns: columns.map((column) => (column.kind === 'number' ? { ...column, values: plainNumbers(column.values) } : { ...column, codes: Int32Array.from(column.codes) })), marks }
}

const cells = ['1', '-2.50', '0.125', '1.234', '007', '20240305', '999999999999999999', '1e3', '-0', '.5', '5.', '+1', 'inf', '', ' ', 'NA', 'n/a', 'x', ' y ', '张', '2024-01-02', '2024-02-30', '03/04/2024', '1,5', '€5', '$7', '"q,""r"""', '"two\nlines"', '"7"', '- ', '1.2万', '71.7㎡', '3 km', '2,5 km', '400 m', '7 boxes', '5号']

/** Columns that are nearly all of one kind, as in real files. */
const file = fc
  .array(fc.record({ usual: fc.constantFrom(...cells), other: fc.constantFrom(...cells), every: fc.integer({ min: 2, max: 60 }) }), { minLength: 1, maxLength: 5 })
  .chain((columns) =>
    fc.record({ rows: fc.integer({ min: 1, max: 120 }), end: fc.constantFrom('\n', '\r\n'), short: fc.integer({ min: 20, max: 200 }), blank: fc.integer({ min: 30, max: 200 }) }).map(({ rows, end, short, blank }) => {
      const line = (row: number): string => columns.slice(0, row % short === 7 ? 1 : 5).map(({ usual, other, every }, column) => quoted((row + column) % every === 1 ? other : usual, row)).join(',')
      return [columns.map((_, column) => `c${column}`).join(','), ...Array.from({ length: rows }, (_, row) => (row % blank === 29 ? '' : line(row)))].join(end)
    }),
  )

test('integers that stop fitting into 16 bits where no sample was taken are all there', async () => {
  // Between the sample's pieces: texts that are too many, and a number that is too large.
  const text = (row: number): string => (row >= 80_000 && row < 113_000 ? `t${(row - 80_000).toString(36).padStart(4, '0')}` : row % 11 === 3 ? '' : 'a')
  const rows = Array.from({ length: 600_000 }, (_, row) => `${row === 100_000 ? 70_000 : row % 7 === 2 ? '' : row % 10},${text(row)}`)
  const table = ['n,t', ...rows].join('\n')
  const expected = await outcome(table, 0, 192 * 1024, {}, Infinity)
  expect(expected).toMatchObject({ view: { columns: [{ type: 'number', numeric: { max: 70_000 } }, { present: expect.any(Number) }] } })
  for (const threads of [0, 1]) expect(await outcome(table, threads, 192 * 1024)).toEqual(expected)
}, patience)

/** Numbers of `usual` differ from row to row; what is quoted or has a comma is in quotes. */
function quoted(cell: string, row: number): string {
  const varied = /^-?\d+\.\d+$/.test(cell) ? `${cell}${row % 10}` : cell
  return varied.includes(',') && !varied.startsWith('"') ? `"${varied}"` : varied
}

test('the same table for every number of threads and every size of blocks', async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 16, max: 300 }), fc.constantFrom<ReadingChoices>({}, { missingMarkers: ['', '1'] }, { missingMarkers: ['x'] }, { types: [{ column: 'c0', type: 'number' }] }), async (text, threads, blockBytes, reading) => {
      expect(await outcome(text, threads, blockBytes, reading)).toEqual(await outcome(text, 0, 1 << 20, reading, Infinity))
    }),
    { numRuns: 60, seed: 20261126 },
  )
}, patience)

test.each(['||', '，', '~|~'])('cells parted by %s, which the kernel does not know', async (delimiter) => {
  const text = Array.from({ length: 400 }, (_, row) => [row % 50, `t${row % 7}`, ...(row % 9 === 3 ? [] : [row / 8])].join(delimiter)).join('\n')
  const read = await outcome(`a${delimiter}b${delimiter}c\n${text}`, 2, 300, { delimiter })
  expect(read).toMatchObject({ view: { rows: 400, columns: [{ type: 'number' }, { type: 'category', distinct: 7, missing: 0 }, { type: 'number', missing: 45 }] } })
}, patience)

test('a table with more rows than its sample let expect, and texts first seen by different threads', async () => {
  const wide = `a,b\n${`${'long text '.repeat(30)},1\n`.repeat(900)}`
  const narrow = Array.from({ length: 60_000 }, (_, row) => `t${row % 977},${row % 10}\n`).join('')
  const [threaded, alone] = [await outcome(wide + narrow, 2, 20_000), await outcome(wide + narrow, 0, 1 << 20)]
  expect(threaded).toEqual(alone)
  expect(alone).toMatchObject({ view: { rows: 60_900, columns: [{ type: 'category', distinct: 978 }, { type: 'number' }] } })
}, patience)

test.each(['0.125', '3000000000', '1e-7'])('numbers that the sample had none like: %s', async (odd) => {
  const wide = `a,b\n${`${'long text '.repeat(30)},1\n`.repeat(900)}`
  const text = wide + Array.from({ length: 120_000 }, (_, row) => `${row % 7 === 0 ? '2024-03-05' : 'x'},${row === 5 ? odd : (row % 1000) / 10}\n`).join('')
  const kept = await outcome(text, 1, 1 << 16)
  expect(kept).toEqual(await outcome(text, 0, 1 << 20, {}, Infinity))
}, patience)

test('most decimals take half the memory', async () => {
  const text = `a,b,c\n${Array.from({ length: 50 }, (_, row) => `${row / 8},2024-01-02,${Math.sqrt(row)}\n`).join('')}`
  const { columns } = await readTable(memorySource(utf8(text)), 'file.csv', {}, { onProgress: () => undefined, signal: new AbortController().signal, largeBytes: 0 })
  expect(columns.map((column) => column.kind === 'number' && (column.values instanceof Float64Array ? 'doubles' : column.values.scale))).toEqual([1000, 1, 'doubles'])
})

describe('the kernel', () => {
  const digit = fc.constantFrom('0', '1', '2', '9', '5', '.', '-', '+', 'e', ' ', '', 'x', ',')
  const cell = fc.oneof(
    fc.array(digit, { maxLength: 20 }).map((parts) => parts.join('')),
    fc.tuple(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), fc.integer({ min: 0, max: 9 })).map(([mantissa, scale]) => (mantissa / 10 ** scale).toFixed(scale)),
    fc.tuple(fc.integer({ min: -12_000, max: 12_000_000 }), fc.constantFrom(2, 3, 4)).map(([mantissa, scale]) => (mantissa / 10 ** scale).toFixed(scale)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer({ min: 0, max: 1e15 }).map(String),
    fc.integer({ min: 18_990_000, max: 21_010_000 }).map(String),
  )

  /** Decimals before them, so that their lines are known and the kernel need only count. */
  const firstOf = (form: string): string[] => Array.from({ length: limits.listedLines }, () => (form === 'days' ? '2024-03-05' : '0.25'))

  const date = fc.oneof(
    fc.tuple(fc.integer({ min: 1880, max: 2120 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 })).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-')),
    fc.date({ noInvalidDate: true, min: new Date('1890-01-01'), max: new Date('2110-01-01') }).map((day) => day.toISOString().slice(0, 10)),
    fc.constantFrom('', ' ', 'NA', '2024-03-05 ', '2024-03-05T06:00', '2024/03/05', '20240305', '2O24-03-05', '2024-03-0:', '-024-03-05', '2024-0305-', '05.03.2024', 'yesterday'),
  )

  /** Values of `form`, as steps of a scale or as doubles. */
  function read(texts: readonly string[], useKernel: boolean, form: 'numbers' | 'days' = 'numbers', scale: number | null = null, isShort = false): unknown {
    const memory = new CellMemory(shareCells(4096, 1), 0)
    const grid = memory.grid(0, 1)
    const block = memory.blockOf(grid.slot)
    let at = 0
    for (const [row, text] of texts.entries()) {
      grid.starts[row] = block.byteOffset + at
      at += new TextEncoder().encodeInto(text, block.subarray(at)).written
      grid.ends[row] = block.byteOffset + at
      grid.lines[row] = row + 2
      at++
    }
    const first = firstOf(form)
    const kept = { kept: isShort ? new Int16Array(texts.length) : new Int32Array(texts.length), beside: isShort ? new Int32Array(texts.length) : null }
    const store = { form, values: scale === null ? new Float64Array(texts.length) : { steps: kept.kept, scale }, beside: kept.beside, conventions: plainConventions } satisfies ColumnStore
    const markers = new MissingMarkers(standardMarkers)
    const reader = new ColumnReader(store, markers, { bytes: limits.allDictionaryBytes })
    reader.takeGrid({ ...grid, rows: first.length }, 0, null)
    const rest = { starts: grid.starts.subarray(first.length), ends: grid.ends.subarray(first.length), lines: grid.lines.subarray(first.length) }
    reader.takeGrid({ ...grid, ...rest, rows: texts.length - first.length, firstRow: first.length }, 0, useKernel ? memory : null)
    return { values: scale === null ? store.values : widened(kept, texts.length), report: { ...reader.report(), beside: 0 }, markers: markers.entries.map(({ count }) => count) }
  }

  test.each([null, 1, 100, 1e4, 1e9])('for numbers gives what cell after cell gives, to the bit, with the scale %s', (scale) => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 80 }), (texts) => {
        const all = [...firstOf('numbers'), ...texts]
        expect(read(all, true, 'numbers', scale)).toEqual(read(all, false, 'numbers', scale))
        for (const useKernel of [true, false]) expect(read(all, useKernel, 'numbers', scale, true)).toEqual(read(all, false, 'numbers', scale))
      }),
      { numRuns: 400, seed: 3 },
    )
  }, patience)

  const text = fc.oneof(fc.constantFrom(...cells), fc.constantFrom('north', 'south', ' east', 'a text that is longer than sixteen bytes', '2024-03-05', '1.234', '12,5', '缺失'), fc.integer({ min: 0, max: 60 }).map((code) => `B-${code}`))

  test.each([true, false])('for texts counts what cell after cell counts, with the same lines (kernel: %s)', (useKernel) => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 400 }), fc.integer({ min: 1, max: 60 }), fc.boolean(), (texts, rowsAtOnce, isShort) => {
        const memory = new CellMemory(shareCells(16_384, 1), 0)
        const markers = new MissingMarkers(standardMarkers)
        const kept = { codes: isShort ? new Int16Array(texts.length) : new Int32Array(texts.length), beside: isShort ? new Int32Array(texts.length) : null }
        const reader = new ColumnReader({ form: 'codes', ...kept }, markers, { bytes: limits.allDictionaryBytes })
        const expected = { collector: new ColumnCollector(new MissingMarkers(standardMarkers), 'codes'), isValue: [] as boolean[] }
        for (let from = 0; from < texts.length; from += rowsAtOnce) {
          const grid = memory.grid(0, 1)
          const block = memory.blockOf(grid.slot)
          let at = 0
          for (const cell of texts.slice(from, from + rowsAtOnce)) {
            grid.starts[grid.rows] = block.byteOffset + at
            at += new TextEncoder().encodeInto(cell, block.subarray(at)).written
            grid.ends[grid.rows] = block.byteOffset + at
            grid.lines[grid.rows] = from + grid.rows + 2
            expected.collector.take(memory.bytes, grid.starts[grid.rows] as number, grid.ends[grid.rows] as number, from + grid.rows + 2)
            expected.isValue.push(expected.collector.found !== null)
            grid.rows++
          }
          reader.takeGrid({ ...grid, firstRow: from }, 0, useKernel ? memory : null)
        }
        const order = [...new Set(texts)]
        const codes = widened({ kept: kept.codes, beside: kept.beside }, texts.length)
        const { tally } = reader.report()
        expect(tally).toEqual(expected.collector.tally)
        expect([...codes]).toEqual(texts.map((cell, row) => (expected.isValue[row] ? order.indexOf(cell) : -1)))
      }),
      { numRuns: 150, seed: 7 },
    )
  }, patience)

  test.each([null, 1])('for dates gives what cell after cell gives, with the scale %s', (scale) => {
    fc.assert(
      fc.property(fc.array(date, { minLength: 1, maxLength: 80 }), (texts) => {
        const all = [...firstOf('days'), ...texts]
        expect(read(all, true, 'days', scale)).toEqual(read(all, false, 'days', scale))
        if (scale !== null) for (const useKernel of [true, false]) expect(read(all, useKernel, 'days', scale, true)).toEqual(read(all, false, 'days', scale))
      }),
      { numRuns: 400, seed: 5 },
    )
  })
})
