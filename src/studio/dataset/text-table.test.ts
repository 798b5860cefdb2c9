import { expect, test } from 'vitest'
import { CellMemory, shareCells } from './cell-memory.ts'
import { mostTexts } from './kernels/find-texts.ts'

/** Bytes of all kinds and lengths, many alike. */
const texts = Array.from({ length: 6000 }, (_, at) => Uint8Array.from({ length: at % 19 }, (_byte, place) => (place % 5 === 0 ? at % 7 : place % 3 === 0 ? (at * 31) >> 3 : 0)))
const different = [...new Map(texts.map((text) => [text.join(), text])).values()]

test.each([Int16Array, Int32Array])('texts that are in the table are found and counted, all others left ($name)', (Codes) => {
  const memory = new CellMemory(shareCells(256 * 1024, 1), 0)
  const grid = memory.grid(0, 1)
  const block = memory.blockOf(grid.slot)
  let at = 0
  // Twice, and an absent cell, which ends before it starts.
  for (const [row, text] of [...different, ...different].entries()) {
    block.set(text, at)
    grid.starts[row] = block.byteOffset + at
    grid.ends[row] = block.byteOffset + (at += text.length)
    grid.rows++
  }
  grid.starts[grid.rows] = 1
  grid.ends[grid.rows++] = 0
  const table = memory.textTable()
  const isIn = different.map((text, code) => {
    if (code % 3 === 0) return false
    const before = table?.size
    table?.add(grid.starts[code] as number, grid.ends[code] as number, code % 5 === 0 ? -1 : code, code)
    return table?.size !== before && text.length <= 16
  })
  expect(isIn.filter(Boolean)).toHaveLength(mostTexts)
  const codes = new Codes(grid.rows)
  const left = [...(table?.find(grid, 0, codes) ?? [])]
  const rows = Array.from({ length: grid.rows }, (_, row) => row)
  expect(left).toEqual(rows.filter((row) => row === grid.rows - 1 || !isIn[row % different.length]))
  const leftRows = new Set(left)
  expect(rows.filter((row) => !leftRows.has(row)).every((row) => codes[row] === ((row % different.length) % 5 === 0 ? -1 : row % different.length))).toBe(true)
  const times = new Uint32Array(different.length)
  table?.addTimes(times)
  expect([...times]).toEqual(isIn.map((known) => (known ? 2 : 0)))
})

test('a thread has so many tables, and again after they are free', () => {
  const memory = new CellMemory(shareCells(4096, 1), 0)
  const { byteOffset } = memory.blockOf(0)
  const grid = { ...memory.grid(0, 1), rows: 1 }
  grid.starts[0] = byteOffset
  grid.ends[0] = byteOffset + 4
  const first = memory.textTable()
  first?.add(byteOffset, byteOffset + 4, 1, 1)
  expect(first?.find(grid, 0, new Int16Array(1))).toHaveLength(0)
  let tables = 1
  while (memory.textTable() !== null) tables++
  expect(tables).toBe(16)
  memory.freeTextTables()
  const times = new Uint32Array(2)
  const again = memory.textTable()
  again?.addTimes(times)
  expect(times[1]).toBe(0)
  expect(again?.find(grid, 0, new Int16Array(1))).toHaveLength(1)
})
