/** One training step as the body of a loop: the batch, forward, backward, what goes around the optimizer, and the update. */
import { deriveBackward } from '#engine/network/backward.ts'
import { operationsFor } from '#engine/network/operations-for.ts'
import { inputsOf, sizeOf } from '#engine/network/operations.ts'
import type { Operation, ParameterId, Program, ValueId } from '#engine/network/operations.ts'
import type { Around } from '#engine/compiled/optimizers/rules.ts'
import { attribute } from './attributes.ts'
import type { Context, Forward } from './forward-context.ts'
import { Graph } from './graph.ts'
import type { Tensor } from './graph.ts'
import { functionMessage } from './graph-function.ts'
import type { Argument } from './graph-function.ts'
import { writeLoss } from './losses.ts'
import { writeOperation } from './operations.ts'
import type { Bytes } from './protobuf.ts'
import type { UpdateRule } from './update-rules.ts'
import { variableNames } from './variables.ts'
import type { Variable } from './variables.ts'

export interface StepPlan {
  program: Program
  seed: number
  rule: UpdateRule
  /** Of the optimizer. */
  slots: readonly string[]
  scalars: readonly string[]
  around: Around
  rows: { count: number; weighted: boolean }
  /** Rows of a full batch. */
  batchRows: number
  /** Steps of one call at most. */
  capacity: number
  /** Whether some batch is not full. */
  hasRemainder: boolean
  /** Names of the update's own operations are faster in a graph; XLA makes one of many by itself. */
  prefersFused: boolean
}

/** Scalars of a step that follow the optimizer's own. */
export const commonScalars = ['decay', 'keptAverage'] as const

/** What the loop carries besides the variables, in order. */
export const loopState = [
  { name: 'at', type: 'int32' },
  { name: 'steps', type: 'int32' },
  { name: 'isSound', type: 'bool' },
  { name: 'losses', type: 'float' },
  { name: 'first', type: 'int32' },
  { name: 'order', type: 'int32' },
  { name: 'counts', type: 'int32' },
  { name: 'scalars', type: 'float' },
] as const satisfies readonly Argument[]

export function loopArguments(variables: readonly Variable[]): Argument[] {
  return [...loopState, ...variables.map(({ name }) => ({ name, type: 'resource' as const }))]
}

/** Goes on while there are steps and all numbers were numbers. */
export function conditionFunction(name: string, variables: readonly Variable[]): Bytes {
  const g = new Graph({ isFunction: true })
  const goesOn = g.node('LogicalAnd', [g.compare('Less', 'at', 'steps', 'int32'), 'isSound'])
  return functionMessage(name, loopArguments(variables), [{ name: 'goesOn', type: 'bool', tensor: goesOn }], g)
}

export function stepFunction(name: string, variables: readonly Variable[], plan: StepPlan): Bytes {
  const { program, batchRows, capacity } = plan
  const g = new Graph({ isFunction: true })
  const begin = g.pack([g.apply('Mul', ['at', g.integer(batchRows)], 'int32')], 'int32')
  const batch = g.node('Slice', ['order', begin, g.integers([batchRows])], { T: attribute.type('int32'), Index: attribute.type('int32') })
  const pick = (variable: string): Tensor => g.node('ResourceGather', [variable, batch], { dtype: attribute.type('float'), Tindices: attribute.type('int32'), batch_dims: attribute.integer(0), validate_indices: attribute.bool(true) })
  const reads = new Map<string, Tensor>()
  const read = (variable: string): Tensor => {
    const known = reads.get(variable) ?? g.read(variable)
    reads.set(variable, known)
    return known
  }
  const filled = plan.hasRemainder ? filledRows(g, batchRows) : null
  const observations: { moving: ParameterId; batch: Tensor; momentum: number }[] = []
  const context: Context = {
    graph: g,
    rows: batchRows,
    parameter: (id) => read(variableNames.weights('now', id)),
    training: { seed: plan.seed, step: g.apply('AddV2', ['first', 'at'], 'int32'), filled, observe: (moving, statistic, momentum) => void observations.push({ moving, batch: statistic, momentum }) },
  }

  const { values, forwards } = writeForward(context, program, pick(variableNames.inputs), operationsFor(program, program.loss.value))
  const width = sizeOf(program.values[program.loss.value]?.shape ?? [])
  const { rowLoss, derivative } = writeLoss(g, program.loss, values.get(program.loss.value) ?? '', pick(variableNames.targets), width)
  const share = sharesOfRows(g, plan, filled, pick)
  const batchLoss = g.reduce('Sum', g.multiply(rowLoss, share), [0])
  const gradients = writeBackward(g, program, forwards, g.multiply(derivative, g.reshape(share, [-1, 1])))
  const penalties = addPenalties(g, program, context, gradients)
  const loss = penalties === null ? batchLoss : g.add(batchLoss, penalties)

  const sizes = [...gradients.values(), ...program.parameters.map((_, id) => context.parameter(id))].map((tensor) => g.apply('L2Loss', [tensor]))
  const everything = g.node('AddN', [loss, ...sizes], { N: attribute.integer(sizes.length + 1), T: attribute.type('float') }, { output: 'sum' })
  const isSound = g.apply('IsFinite', [everything])
  const done = writeUpdates(g, plan, { gradients, observations, read, after: [isSound] })

  // The next step begins when all variables have changed.
  const next = g.identity(g.apply('AddV2', ['at', g.integer(1)], 'int32'), { type: 'int32', after: done })
  const isThisStep = g.apply('Equal', [g.integers(Array.from({ length: capacity }, (_, at) => at)), 'at'], 'int32')
  const results: Readonly<Record<string, Tensor>> = { at: next, isSound, losses: g.select(isThisStep, loss, 'losses') }
  const outputs = loopArguments(variables).map((argument) => ({ ...argument, name: `${argument.name}_out`, tensor: results[argument.name] ?? argument.name }))
  return functionMessage(name, loopArguments(variables), outputs, g)
}

/** Values up to those the last of `needed` makes. */
export function writeForward(context: Context, program: Program, inputs: Tensor, needed: readonly Operation[]): { values: Map<ValueId, Tensor>; forwards: Map<Operation, Forward> } {
  const values = new Map<ValueId, Tensor>([[0, inputs]])
  const forwards = new Map<Operation, Forward>()
  for (const operation of needed) {
    const [x, other] = inputsOf(operation).map((id) => values.get(id))
    if (x === undefined) throw new Error(`an operation ${operation.kind} that reads nothing`)
    const forward = writeOperation(context, program, operation, x, other ?? x)
    forwards.set(operation, forward)
    values.set(operation.output, forward.output)
  }
  return { values, forwards }
}

function writeBackward(g: Graph, program: Program, forwards: ReadonlyMap<Operation, Forward>, byLoss: Tensor): Map<ParameterId, Tensor> {
  const byValue = new Map<ValueId, Tensor>([[program.loss.value, byLoss]])
  const gradients = new Map<ParameterId, Tensor>()
  const arrive = (value: ValueId, how: 'none' | 'set' | 'add', gradient: Tensor | null): void => {
    const earlier = how === 'add' ? byValue.get(value) : undefined
    if (how !== 'none' && gradient !== null) byValue.set(value, earlier === undefined ? gradient : g.add(earlier, gradient))
  }
  for (const { operation, inputGradient, otherGradient } of deriveBackward(program)) {
    const arrived = byValue.get(operation.output)
    const forward = forwards.get(operation)
    if (arrived === undefined || forward === undefined) throw new Error(`no gradient arrived at ${operation.kind} of ${operation.layerId}`)
    const { input, parameters } = forward.backward(arrived, inputGradient !== 'none')
    for (const { id, gradient } of parameters) gradients.set(id, gradient)
    arrive(operation.input, inputGradient, input)
    if (operation.kind === 'add') arrive(operation.other, otherGradient, arrived)
  }
  for (const [id, { shape, trainable }] of program.parameters.entries()) {
    if (trainable && !gradients.has(id)) gradients.set(id, g.constant(new Array<number>(sizeOf(shape)).fill(0), shape))
  }
  return gradients
}

/** Of the batch: [rows] of 1 for the rows that are in it and 0 for those that fill it up, and how many are in it. */
function filledRows(g: Graph, batchRows: number): { mask: Tensor; count: Tensor } {
  const count = g.gather('counts', 'at', 'int32')
  const numbers = g.integers(Array.from({ length: batchRows }, (_, at) => at))
  return { mask: g.cast(g.compare('Less', numbers, count, 'int32'), 'bool', 'float'), count: g.cast(count, 'int32', 'float') }
}

/** [rows]: what each row counts in the mean. */
function sharesOfRows(g: Graph, { rows, batchRows }: StepPlan, filled: { mask: Tensor; count: Tensor } | null, pick: (variable: string) => Tensor): Tensor {
  const equal = filled === null ? g.constant(new Array<number>(batchRows).fill(1 / batchRows), [batchRows]) : g.divide(filled.mask, filled.count)
  return rows.weighted ? g.multiply(equal, pick(variableNames.rowWeights)) : equal
}

/** Adds the gradients of the penalties, and returns their sum; null where there are none. */
function addPenalties(g: Graph, program: Program, context: Context, gradients: Map<ParameterId, Tensor>): Tensor | null {
  for (const [id, { regularizer }] of program.parameters.entries()) {
    const gradient = gradients.get(id)
    if (regularizer === null || gradient === undefined) continue
    const weights = context.parameter(id)
    const { l1, l2 } = regularizer
    const withL1 = l1 === 0 ? gradient : g.add(gradient, g.multiply(g.apply('Sign', [weights]), l1))
    gradients.set(id, l2 === 0 ? withL1 : g.add(withL1, g.multiply(weights, 2 * l2)))
  }
  return writePenalties(g, program, context)
}

/** l1 x sum of |w| + l2 x sum of w^2 over all that have a regularizer; null where none has. */
export function writePenalties(g: Graph, program: Program, context: Pick<Context, 'parameter'>): Tensor | null {
  const parts = program.parameters.flatMap(({ regularizer, shape }, id) => {
    if (regularizer === null) return []
    const axes = shape.map((_, axis) => axis)
    const weights = context.parameter(id)
    return [
      ...(regularizer.l1 === 0 ? [] : [g.multiply(g.reduce('Sum', g.apply('Abs', [weights]), axes), regularizer.l1)]),
      ...(regularizer.l2 === 0 ? [] : [g.multiply(g.reduce('Sum', g.apply('Square', [weights]), axes), regularizer.l2)]),
    ]
  })
  return parts.length === 0 ? null : parts.reduce((sum, part) => g.add(sum, part))
}

interface Updating {
  gradients: ReadonlyMap<ParameterId, Tensor>
  observations: readonly { moving: ParameterId; batch: Tensor; momentum: number }[]
  read(variable: string): Tensor
  after: readonly Tensor[]
}

/** Nodes after which everything has changed. */
function writeUpdates(g: Graph, plan: StepPlan, { gradients, observations, read, after }: Updating): Tensor[] {
  const { around, rule, slots } = plan
  const names = [...plan.scalars, ...commonScalars]
  const scalarsOfStep = g.unpack(g.gather('scalars', 'at'), names.length)
  const scalar = (name: string): Tensor => scalarsOfStep[names.indexOf(name)] ?? ''
  const clipped = clip(g, plan, gradients)
  const done: Tensor[] = []
  const remember = (now: string, before: string, earlier: string): void => {
    done.push(g.assign(earlier, read(before), after), g.assign(before, read(now), [...after, read(before)]))
  }
  for (const [id, gradient] of clipped) {
    const now = variableNames.weights('now', id)
    remember(now, variableNames.weights('before', id), variableNames.weights('earlier', id))
    done.push(g.assign(variableNames.gradient(id), gradient, after))
    let updated: Tensor
    let readUpdated: () => Tensor
    if (rule.fused !== null && plan.prefersFused) {
      const decayed = around.weightDecay > 0 ? [g.node('AssignSubVariableOp', [now, g.multiply(read(now), scalar('decay'))], { dtype: attribute.type('float') }, { after })] : []
      updated = rule.fused(g, { variable: now, slotVariable: (slot) => variableNames.slot(slot, id), gradient, scalar, after: [...after, read(now), ...decayed] })
      const applied = updated
      readUpdated = () => g.node('ReadVariableOp', [now], { dtype: attribute.type('float') }, { after: [applied] })
    } else {
      const weight = around.weightDecay > 0 ? g.subtract(read(now), g.multiply(read(now), scalar('decay'))) : read(now)
      const nodes = rule.update(g, { weight, gradient, scalar, slot: (slot) => read(variableNames.slot(slot, id)) })
      for (const slot of slots) done.push(g.assign(variableNames.slot(slot, id), nodes.slots[slot] ?? '', [...after, read(variableNames.slot(slot, id))]))
      updated = g.assign(now, nodes.weight, after)
      readUpdated = () => nodes.weight
    }
    done.push(updated)
    if (around.averageMomentum === null) continue
    const [average, before, earlier] = [variableNames.average('now', id), variableNames.average('before', id), variableNames.average('earlier', id)]
    remember(average, before, earlier)
    const kept = scalar('keptAverage')
    done.push(g.assign(average, g.add(g.multiply(read(average), kept), g.multiply(readUpdated(), g.subtract(g.constant(1), kept))), after))
  }
  for (const { moving, batch, momentum } of observations) {
    const now = variableNames.weights('now', moving)
    remember(now, variableNames.weights('before', moving), variableNames.weights('earlier', moving))
    done.push(g.assign(now, g.add(g.multiply(read(now), momentum), g.multiply(batch, 1 - momentum)), after))
  }
  return done
}

function clip(g: Graph, { around: { clipnorm, globalClipnorm, clipvalue } }: StepPlan, gradients: ReadonlyMap<ParameterId, Tensor>): ReadonlyMap<ParameterId, Tensor> {
  const squares = (gradient: Tensor): Tensor => g.multiply(g.apply('L2Loss', [gradient]), 2)
  const factorOf = (squared: Tensor, most: number): Tensor => g.divide(g.constant(most), g.apply('Maximum', [g.apply('Sqrt', [squared]), g.constant(most)]))
  const each = (change: (gradient: Tensor) => Tensor): ReadonlyMap<ParameterId, Tensor> => new Map([...gradients].map(([id, gradient]) => [id, change(gradient)]))
  if (clipnorm > 0) return each((gradient) => g.multiply(gradient, factorOf(squares(gradient), clipnorm)))
  if (globalClipnorm > 0) {
    const factor = factorOf([...gradients.values()].map(squares).reduce((sum, part) => g.add(sum, part)), globalClipnorm)
    return each((gradient) => g.multiply(gradient, factor))
  }
  if (clipvalue > 0) return each((gradient) => g.apply('Maximum', [g.apply('Minimum', [gradient, g.constant(clipvalue)]), g.constant(-clipvalue)]))
  return gradients
}
