/** A made-up CSV file of any number of rows: 15 columns of numbers, 3 of categories, 2 of dates, some cells empty; the same in every run. */
import { open } from 'node:fs/promises'

const rowsAtOnce = 10_000
const day = 86_400_000

/** About 160 bytes a row. */
export async function writeTableFile(path: string, rows: number): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(`${columns.map(({ name }) => name).join(',')}\n`)
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const lines = Array.from({ length: Math.min(rowsAtOnce, rows - from) }, (_, at) => lineOf(from + at))
      await file.writeFile(lines.join(''))
    }
  } finally {
    await file.close()
  }
}

interface MadeUpColumn {
  name: string
  /** `word`: 32 random bits. */
  cell(word: number): string
}

const columns: readonly MadeUpColumn[] = [
  ...Array.from({ length: 6 }, (_, at) => ({ name: `measure_${at + 1}`, cell: (word: number) => (word / 2 ** 32 - 0.5).toFixed(6) })),
  ...Array.from({ length: 4 }, (_, at) => ({ name: `amount_${at + 1}`, cell: (word: number) => ((word % 10_000_000) / 100).toFixed(2) })),
  ...Array.from({ length: 3 }, (_, at) => ({ name: `count_${at + 1}`, cell: (word: number) => String(word % 10 ** (at + 2)) })),
  { name: 'share', cell: (word) => (word % 50 === 0 ? '' : (word / 2 ** 32).toFixed(4)) },
  { name: 'balance', cell: (word) => (word % 100 === 0 ? 'NA' : ((word % 2_000_000) / 10 - 100_000).toFixed(1)) },
  { name: 'region', cell: (word) => ['north', 'east', 'south', 'west', 'centre'][word % 5] ?? '' },
  { name: 'product', cell: (word) => `product ${(word % 40) + 1}` },
  { name: 'branch', cell: (word) => `B-${String((word % 1000) + 1000)}` },
  { name: 'ordered', cell: (word) => new Date(Date.UTC(2015, 0, 1) + (word % 3653) * day).toISOString().slice(0, 10) },
  { name: 'delivered', cell: (word) => new Date(Date.UTC(2015, 0, 3) + (word % 3653) * day).toISOString().slice(0, 10) },
]

function lineOf(row: number): string {
  return `${columns.map(({ cell }, column) => cell(scattered(row * columns.length + column))).join(',')}\n`
}

/** 32 bits that look random (the finalizer of MurmurHash3). */
function scattered(index: number): number {
  let mixed = Math.imul(index ^ (index >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
