/** `events.jsonl`: the life of a run, one JSON line an event, from which its summary is rebuilt. */
import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { Device } from '#contract/device.ts'
import { EngineChoice } from '#contract/engine-choice.ts'
import { EpochRecord, RunPosition, RunState, RunSummary } from '#contract/run.ts'
import { asDiskError } from '#contract/disk-errors.ts'
import { inTurn } from '../project/in-turn.ts'

export const JournalEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('created'), summary: RunSummary }),
  z.object({ kind: z.literal('state'), at: z.string(), state: RunState }),
  z.object({ kind: z.literal('started'), engine: z.string(), device: Device.optional(), parameters: z.number(), plannedSteps: z.number() }),
  z.object({ kind: z.literal('chosen'), choice: EngineChoice }),
  z.object({ kind: z.literal('epoch'), record: EpochRecord }),
  /** Weights of this epoch are on the disk. */
  z.object({ kind: z.literal('kept'), bestEpoch: z.number().nullable() }),
  /** A checkpoint of this place is on the disk. */
  z.object({ kind: z.literal('checkpoint'), ...RunPosition.shape }),
  /** An interrupted run goes on from here; what came after it counts no more. `damaged`: newer checkpoints that could not be used. */
  z.object({ kind: z.literal('resumed'), at: z.string(), ...RunPosition.shape, damaged: z.number(), bestEpoch: z.number().nullable(), engine: z.string().optional() }),
  z.object({ kind: z.literal('figure'), figure: RunSummary.shape.figure }),
  z.object({ kind: z.literal('name'), name: z.string() }),
])
export type JournalEntry = z.infer<typeof JournalEntry>

export interface RunRecord {
  summary: RunSummary
  epochs: EpochRecord[]
  /** Of the last checkpoint. */
  checkpoint: RunPosition | null
}

export function applyEntry(record: RunRecord, entry: JournalEntry): RunRecord {
  const { summary, epochs } = record
  const withSummary = (changed: Partial<RunSummary>): RunRecord => ({ ...record, summary: { ...summary, ...changed } })
  switch (entry.kind) {
    case 'created':
      return { summary: entry.summary, epochs: [], checkpoint: null }
    case 'state':
      return withSummary({ state: entry.state })
    case 'started': {
      const { engine, device, parameters, plannedSteps } = entry
      return withSummary({ engine, ...(device === undefined ? {} : { device }), parameters, steps: { ...summary.steps, planned: plannedSteps } })
    }
    case 'chosen':
      return withSummary({ choice: entry.choice })
    case 'epoch': {
      const { epoch, step } = entry.record
      // Appended in place: the list is this record's own, and a copy for each epoch would make long runs quadratic.
      epochs.push(entry.record)
      return withSummary({ epochs: { ...summary.epochs, done: epoch }, steps: { ...summary.steps, done: Math.max(summary.steps.done, step) } })
    }
    case 'kept':
      return withSummary({ hasModel: true, bestEpoch: entry.bestEpoch })
    case 'checkpoint':
      return { ...record, checkpoint: { step: entry.step, epoch: entry.epoch } }
    case 'resumed': {
      const { step, epoch, damaged, bestEpoch, engine } = entry
      return {
        summary: {
          ...summary,
          state: { kind: 'queued' },
          epochs: { ...summary.epochs, done: epoch },
          steps: { ...summary.steps, done: step },
          bestEpoch,
          hasModel: bestEpoch !== null,
          figure: null,
          resumed: { step, epoch, damaged, ...(engine === undefined ? {} : { engine }) },
        },
        epochs: epochs.filter((record) => record.epoch <= epoch),
        checkpoint: step === 0 ? null : { step, epoch },
      }
    }
    case 'figure':
      return withSummary({ figure: entry.figure })
    case 'name':
      return withSummary({ name: entry.name })
    default:
      return entry satisfies never
  }
}

/** null where not even the first line is whole. A line that a crash cut off is left out. */
export async function readJournal(file: string): Promise<RunRecord | null> {
  let record: RunRecord | null = null
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const entry = parseLine(line)
    if (record === null && entry?.kind !== 'created') return null
    if (entry === null) continue
    record = applyEntry(record ?? { summary: placeholder, epochs: [], checkpoint: null }, entry)
  }
  return record
}

function parseLine(line: string): JournalEntry | null {
  try {
    const parsed = JournalEntry.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Replaced by the first line, which is always 'created'. */
const placeholder: RunSummary = {
  id: '',
  number: 0,
  name: '',
  startedAt: '',
  state: { kind: 'queued' },
  task: 'binary',
  engine: '',
  parameters: 0,
  epochs: { done: 0, planned: 0 },
  steps: { done: 0, planned: 0 },
  bestEpoch: null,
  hasModel: false,
  figure: null,
}

export interface Journal {
  /** On disk, and synced, when it resolves (epochs: synced with the next other entry or after a second). */
  append(entry: JournalEntry): Promise<void>
  close(): Promise<void>
}

const syncMilliseconds = 1000

export async function openJournal(file: string): Promise<Journal> {
  const handle = await open(file, 'a+')
  if (!(await endsWithLine(handle))) await handle.appendFile('\n')
  const turn = inTurn()
  let synced = 0
  return {
    async append(entry) {
      await turn(async () => {
        try {
          await handle.appendFile(`${JSON.stringify(entry)}\n`)
          if (entry.kind === 'epoch' && Date.now() - synced < syncMilliseconds) return
          await handle.datasync()
          synced = Date.now()
        } catch (error) {
          throw asDiskError(error, file)
        }
      })
    },
    async close() {
      await turn(() => handle.close())
    },
  }
}

/** False where a crash cut off the last line: what is appended must not become a part of it. */
async function endsWithLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat()
  if (size === 0) return true
  const { buffer } = await handle.read(new Uint8Array(1), 0, 1, size - 1)
  return buffer[0] === 0x0a
}
