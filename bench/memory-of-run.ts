/** A process that makes up a table, prepares it and trains for an epoch, and says how much memory it held at most until then. */
import { Plan } from '#contract/plan.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { measure } from '#engine/metrics/measure.ts'
import { buildProgram } from '#engine/network/program.ts'
import { fillWords, streams } from '#engine/random/philox.ts'
import { prepare } from '#engine/recipe/prepare.ts'
import { arrayOf } from '#engine/table/numbers.ts'
import type { Table } from '#engine/table/table.ts'
import { train } from '#engine/training/train.ts'
import { factsOfPrepared } from '#studio/recipe/plan-facts.ts'
import { peakOfProcess } from './peak-of-process.ts'

export interface MemoryOfRun {
  /** Bytes of the table's columns, the target included. */
  dataset: number
  /** In order; the peak of the process since its start, so none is less than the one before. */
  peaks: { after: string; bytes: number }[]
}

async function measureMemory(rows: number, columns: number): Promise<MemoryOfRun> {
  const peaks: MemoryOfRun['peaks'] = []
  const note = (after: string): number => peaks.push({ after, bytes: peakOfProcess() })
  note('loading the program')
  const table = madeUpTable(rows, columns)
  note('making up the table')
  const plan = Plan.parse({
    version: 1,
    recipe: { target: 'target' },
    network: { layers: [64, 32].map((units, at) => ({ id: `layer-${at + 1}`, type: 'dense', units, activation: 'relu' })) },
    training: { epochs: 1 },
  })
  const prepared = prepare(table, plan.recipe)
  note('preparing')
  const { reason } = await train({
    program: buildProgram(plan, factsOfPrepared(prepared)),
    plan,
    rows: prepared.training,
    validation: prepared.validation,
    engine: createCompiledEngine(),
    measure: (outputs, own) => measure(prepared.task, outputs, own),
    control: { wish: () => 'run', epochDone: () => {}, wait: () => Promise.resolve() },
    watch: { steps: () => {}, epoch: () => {}, best: () => {}, checkpoint: () => {} },
    pause: () => Promise.resolve(),
  })
  if (reason !== 'completed') throw new Error(`training ended: ${reason}`)
  note('training')
  return { dataset: table.columns.reduce((sum, column) => sum + (column.kind === 'number' ? arrayOf(column.values) : column.codes).byteLength, 0), peaks }
}

/** In shared memory, as the studio hands a table to the thread that trains. */
function madeUpTable(rows: number, columns: number): Table {
  const words = new Uint32Array(rows)
  const numbers = Array.from({ length: columns }, (_, index) => {
    fillWords(words, { seed: 1, stream: streams.noise, index, step: 0 })
    const values = new Float64Array(new SharedArrayBuffer(rows * 8))
    words.forEach((word, row) => (values[row] = word / 2 ** 31 - 1))
    return { kind: 'number', type: 'number', name: `column ${index + 1}`, values } as const
  })
  const codes = new Int32Array(new SharedArrayBuffer(rows * 4))
  for (let row = 0; row < rows; row++) codes[row] = row % 2
  return { rows, columns: [...numbers, { kind: 'category', type: 'category', name: 'target', codes, dictionary: ['no', 'yes'] }] }
}

process.stdout.write(JSON.stringify(await measureMemory(Number(process.argv[2]), Number(process.argv[3]))))
