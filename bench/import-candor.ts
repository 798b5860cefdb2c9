/**
 * Candor's reader as a process that is timed: `import-candor.js FILE THREADS columns|table` prints a line of JSON. `columns`: typed columns, types from all cells.
 * `table`: everything that the studio reads a file for, with summaries of all columns, findings and first rows.
 */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { version } from '#package.json'
import { openFileSource } from '#studio/dataset/byte-source.ts'
import { columnPortOf } from '#studio/dataset/column-port.ts'
import { ColumnThreads } from '#studio/dataset/column-threads.ts'
import { readColumns } from '#studio/dataset/read-columns.ts'
import { readTable } from '#studio/dataset/read-table.ts'
import { readingHeap } from '#studio/dataset/reading-heap.ts'
import { optimizeLater } from '#studio/threads/optimize-later.ts'
import { peakOfProcess } from './peak-of-process.ts'

const [, , path = '', threads = '1', until = 'table'] = process.argv
const helpers = {
  count: Number(threads) - 1,
  start: () => columnPortOf(new Worker(join(import.meta.dirname, 'import-helper.js'), { resourceLimits: readingHeap })),
}
const options = { onProgress: () => undefined, signal: new AbortController().signal, helpers }
// As in the studio.
optimizeLater()
const began = performance.now()
const processor = process.cpuUsage()
const columns = await (until === 'columns' ? readTyped() : readAll())
const seconds = (performance.now() - began) / 1000
const { user, system } = process.cpuUsage(processor)
if (columns !== 20) throw new Error(`read ${columns} columns`)
process.stdout.write(JSON.stringify({ version, seconds, processorSeconds: (user + system) / 1e6, peak: peakOfProcess() }))

async function readAll(): Promise<number> {
  const { view } = await readTable(await openFileSource(path, 'table.csv'), 'table.csv', {}, options)
  return view.columns.length
}

async function readTyped(): Promise<number> {
  const source = await openFileSource(path, 'table.csv')
  const helping = helpers.count > 0 ? new ColumnThreads(helpers) : null
  const { collected } = await readColumns(helping, source, 'table.csv', {}, options)
  helping?.end()
  return collected.columns.filter(({ store }) => store.form !== 'tally').length
}
