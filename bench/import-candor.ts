/** Candor's reader as a process that is timed: `import-candor.js FILE THREADS` prints a line of JSON. Types from all cells, summaries and findings included. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { version } from '#package.json'
import { openFileSource } from '#studio/dataset/byte-source.ts'
import { columnPortOf } from '#studio/dataset/column-port.ts'
import { readTable } from '#studio/dataset/read-table.ts'
import { readingHeap } from '#studio/dataset/reading-heap.ts'
import { peakOfProcess } from './peak-of-process.ts'

const [, , path = '', threads = '1'] = process.argv
const began = performance.now()
const processor = process.cpuUsage()
const source = await openFileSource(path, 'table.csv')
const { view } = await readTable(source, 'table.csv', {}, {
  onProgress: () => undefined,
  signal: new AbortController().signal,
  helpers: {
    count: Number(threads) - 1,
    start: () => columnPortOf(new Worker(join(import.meta.dirname, 'import-helper.js'), { resourceLimits: readingHeap })),
  },
})
const seconds = (performance.now() - began) / 1000
const { user, system } = process.cpuUsage(processor)
if (view.columns.length !== 20) throw new Error(`read ${view.columns.length} columns`)
process.stdout.write(JSON.stringify({ version, seconds, processorSeconds: (user + system) / 1e6, peak: peakOfProcess() }))
