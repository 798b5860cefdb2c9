/**
 * Where a run stands, as one sealed file: tensors under `weights/`, `earlier/`, `best/` and `optimizer/`, everything else in the
 * metadata. Also what the run must be to go on from it. Knows no folder.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import type { Program } from '#engine/network/program.ts'
import type { CourseState } from '#engine/training/course-state.ts'
import type { NamedTensor } from '#engine/training/engine.ts'
import type { StoredTensor } from './safetensors.ts'
import { decodeSealed, encodeSealed } from './sealed-file.ts'

const formatVersion = '1'

/** What a checkpoint is of. One of another plan, dataset or arithmetic would not end as the run it is of. */
export const CheckpointOrigin = z.object({
  /** SHA-256 of the resolved plan. */
  plan: z.string(),
  /** SHA-256 of the data file. */
  dataset: z.string(),
  /** SHA-256 of the operations that the plan became. */
  program: z.string(),
  /** Program and engine with their versions, for a person to read. */
  madeBy: z.string(),
})
export type CheckpointOrigin = z.infer<typeof CheckpointOrigin>

export function originOf(plan: Plan, program: Program, madeBy: string): CheckpointOrigin {
  return { plan: sumOf(plan), dataset: plan.dataset.sha256 ?? '', program: sumOf(program), madeBy }
}

/** Numbers as text that gives the same bits back: JSON has no infinities and loses the sign of zero. */
const exact = z.string().regex(/^(-?\d.*|-?Infinity|NaN)$/).transform(Number)
const textOf = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const Position = z.object({
  step: z.number().int(),
  epoch: z.number().int(),
  rowsDone: z.number().int(),
  lossSum: exact,
  seconds: exact,
  recentLosses: z.array(exact),
  best: z.object({ epoch: z.number().int(), loss: exact }).nullable(),
  schedule: z.record(z.string(), exact),
  optimizer: z.record(z.string(), exact),
})
const Metadata = z.object({ format: z.literal('candor checkpoint'), version: z.string(), origin: z.string(), position: z.string() })

export function encodeCheckpoint(state: CourseState, origin: CheckpointOrigin): Uint8Array<ArrayBuffer> {
  const { step, epoch, rowsDone, lossSum, seconds, recentLosses, best, schedule, optimizer } = state
  const texts = (numbers: Record<string, number>) => Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, textOf(value)]))
  const position: z.input<typeof Position> = {
    step,
    epoch,
    rowsDone,
    lossSum: textOf(lossSum),
    seconds: textOf(seconds),
    recentLosses: recentLosses.map(textOf),
    best: best === null ? null : { epoch: best.epoch, loss: textOf(best.loss) },
    schedule: texts(schedule),
    optimizer: texts(optimizer.numbers),
  }
  return encodeSealed({
    metadata: { format: 'candor checkpoint', version: formatVersion, origin: JSON.stringify(origin), position: JSON.stringify(position) },
    tensors: [
      ...under('weights', state.weights),
      ...under('earlier', state.earlierWeights),
      ...under('best', best?.weights ?? []),
      ...Object.entries(optimizer.slots).map(([name, values]) => ({ name: `optimizer/${name}`, shape: [values.length], values })),
    ],
  })
}

/**
 * Throws `checkpoint.damaged` for anything but a whole checkpoint, `checkpoint.otherVersion`, `checkpoint.otherData` and
 * `checkpoint.otherPlan` for one that is not of `origin`.
 */
export function decodeCheckpoint(file: Uint8Array, origin: CheckpointOrigin, program: Program): CourseState {
  const { tensors, found, version, position } = parse(file)
  if (version !== formatVersion || found.madeBy !== origin.madeBy) throw new StudioError('checkpoint.otherVersion', { value: found.madeBy, expected: origin.madeBy })
  if (found.dataset !== origin.dataset) throw new StudioError('checkpoint.otherData')
  if (found.plan !== origin.plan || found.program !== origin.program) throw new StudioError('checkpoint.otherPlan')
  const weightsOf = (group: string): NamedTensor[] =>
    program.parameters.map(({ name, shape, trainable }) => {
      const tensor = tensors.get(`${group}/${name}`)
      if (tensor === undefined || tensor.shape.join() !== shape.join()) throw new StudioError('checkpoint.damaged')
      return { name, shape: [...shape], values: tensor.values, trainable }
    })
  const { best, optimizer: numbers, ...counts } = position
  const slots = [...tensors.values()].filter(({ name }) => name.startsWith('optimizer/')).map(({ name, values }) => [name.slice('optimizer/'.length), values] as const)
  return {
    ...counts,
    best: best === null ? null : { ...best, weights: weightsOf('best') },
    weights: weightsOf('weights'),
    earlierWeights: weightsOf('earlier'),
    optimizer: { slots: Object.fromEntries(slots), numbers },
  }
}

function parse(file: Uint8Array) {
  try {
    const { tensors, metadata } = decodeSealed(file)
    const { version, origin, position } = Metadata.parse(metadata)
    return {
      tensors: new Map<string, StoredTensor>(tensors.map((tensor) => [tensor.name, tensor])),
      version,
      found: CheckpointOrigin.parse(JSON.parse(origin)),
      position: Position.parse(JSON.parse(position)),
    }
  } catch {
    throw new StudioError('checkpoint.damaged')
  }
}

function under(group: string, tensors: readonly NamedTensor[]): StoredTensor[] {
  return tensors.map(({ name, shape, values }) => ({ name: `${group}/${name}`, shape, values }))
}

function sumOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
