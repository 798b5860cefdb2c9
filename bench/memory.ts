/** `npm run bench -- memory`: the most memory that preparing and training a large table holds, beside the size of the table. */
import { execFile } from 'node:child_process'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type { BenchPlace } from './bench-place.ts'
import type { MemoryOfRun } from './memory-of-run.ts'
import { positiveOption } from './positive-option.ts'
import { textTable } from './text-table.ts'

const megabyte = 1e6

/** The exit code. Memory is told and never an error. */
export async function run(words: string[], { bundles }: BenchPlace): Promise<number> {
  const { values } = parseArgs({ args: words, options: { json: { type: 'string' }, rows: { type: 'string', default: '1000000' }, columns: { type: 'string', default: '20' } } })
  const rows = positiveOption('rows', values.rows)
  const columns = positiveOption('columns', values.columns)
  // A process of its own: the peak of this one is that of the bundler.
  const { stdout } = await promisify(execFile)(process.execPath, [join(bundles, 'memory-of-run.js'), String(rows), String(columns)])
  const measured: MemoryOfRun = JSON.parse(stdout)
  if (values.json !== undefined) await appendFile(values.json, `${JSON.stringify(measured)}\n`)
  const goal = measured.dataset * 1.5 + 150 * megabyte
  const peak = Math.max(...measured.peaks.map(({ bytes }) => bytes))
  process.stdout.write(
    `${rows.toLocaleString('en')} rows, ${columns} columns of numbers and a target: ${inMegabytes(measured.dataset)} MB\n\n` +
      `${textTable(['peak of resident memory', 'MB'], measured.peaks.map(({ after, bytes }) => [`after ${after}`, inMegabytes(bytes)]))}\n\n` +
      `goal, dataset x 1.5 + 150 MB: at most ${inMegabytes(goal)} MB, reached ${inMegabytes(peak)} MB: ${peak <= goal ? 'met' : 'not met'}\n`,
  )
  return 0
}

function inMegabytes(bytes: number): string {
  return (bytes / megabyte).toFixed(0)
}
