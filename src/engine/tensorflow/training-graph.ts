/** The whole training of a program as one graph: its variables, the steps as a loop, answers, norms, and everything in and out. */
import { operationsFor } from '#engine/network/operations-for.ts'
import { sizeOf } from '#engine/network/operations.ts'
import { attribute } from './attributes.ts'
import type { Context } from './forward-context.ts'
import { Graph } from './graph.ts'
import type { Tensor } from './graph.ts'
import { functionMessage } from './graph-function.ts'
import { writeLoss } from './losses.ts'
import type { Bytes } from './protobuf.ts'
import { writeRowPieces } from './row-pieces.ts'
import { savedModel } from './saved-model.ts'
import { commonScalars, conditionFunction, loopArguments, loopState, stepFunction, writeForward, writePenalties } from './step-function.ts'
import type { StepPlan } from './step-function.ts'
import { variableNames, variableNode, variablesOf } from './variables.ts'
import type { Variable } from './variables.ts'

export interface GraphPlan extends StepPlan {
  /** Whether the loop is compiled by XLA: faster for many steps, after about a second. */
  xla: boolean
}

/** Names of what is fed and fetched. */
export const graphNames = {
  value: (variable: string) => `value_${variable}`,
  put: (variable: string) => `put_${variable}`,
  get: (variable: string) => `get_${variable}`,
  recall: 'recall',
  losses: 'losses',
  stepsDone: 'steps_done',
  isSound: 'is_sound',
  squares: (what: 'gradient' | 'weights' | 'update', id: number) => `squares_${what}_${id}`,
  /** `rows`: those that are kept in variables, or those that are fed. `of`: the weights that learn, or their running average. */
  answers: (rows: 'kept' | 'fed', of: 'now' | 'average') => ({ outputs: `answers_${rows}_${of}`, lossSum: `loss_${rows}_${of}`, penalty: `penalty_${rows}_${of}`, size: `size_${rows}_${of}` }),
} as const

export interface TrainingGraph {
  file: Bytes
  /** Of the model. */
  variables: Variable[]
  rowVariables: Variable[]
}

const [stepName, conditionName, loopName] = ['training_step', 'goes_on', 'training_steps']

export function writeTrainingGraph(plan: GraphPlan): TrainingGraph {
  const { model, rows } = variablesOf(plan)
  const all = [...model, ...rows]
  const g = new Graph()
  const handles = new Map(all.map((variable) => [variable.name, variableNode(g, variable)]))
  const handle = (name: string): Tensor => handles.get(name) ?? ''
  for (const variable of model) writeInAndOut(g, variable, handle(variable.name))
  for (const variable of rows) writeRowPieces(g, variable, handle(variable.name))
  writeRecall(g, plan, handle)
  writeSteps(g, plan, all, handle)
  writeNorms(g, plan, handle)
  for (const of of plan.around.averageMomentum === null ? (['now'] as const) : (['now', 'average'] as const)) {
    for (const kind of ['kept', 'fed'] as const) writeAnswers(g, plan, kind, of, handle)
  }
  return { file: savedModel(g, [stepFunction(stepName, all, plan), conditionFunction(conditionName, all), loopFunction(plan, all)]), variables: model, rowVariables: rows }
}

function placeholder(g: Graph, name: string, type: 'float' | 'int32', shape: readonly number[] | null): Tensor {
  return g.node('Placeholder', [], { dtype: attribute.type(type), shape: attribute.shape(shape) }, { name })
}

function writeInAndOut(g: Graph, { name, shape }: Variable, variable: Tensor): void {
  const value = placeholder(g, graphNames.value(name), 'float', shape)
  g.output(graphNames.put(name), g.constant(1), [g.assign(variable, value)])
  g.output(graphNames.get(name), g.read(variable))
}

/** Everything goes back by two generations: to before the step whose weights turned out to be none. */
function writeRecall(g: Graph, { program, around }: GraphPlan, handle: (name: string) => Tensor): void {
  const done: Tensor[] = []
  const recall = (earlier: string, before: string, now: string): void => {
    const value = g.read(handle(earlier))
    done.push(g.assign(handle(before), value), g.assign(handle(now), value))
  }
  for (const [id, { trainable }] of program.parameters.entries()) {
    recall(variableNames.weights('earlier', id), variableNames.weights('before', id), variableNames.weights('now', id))
    if (trainable && around.averageMomentum !== null) recall(variableNames.average('earlier', id), variableNames.average('before', id), variableNames.average('now', id))
  }
  g.output(graphNames.recall, g.constant(1), done)
}

function writeSteps(g: Graph, plan: GraphPlan, variables: readonly Variable[], handle: (name: string) => Tensor): void {
  const { capacity, batchRows, scalars } = plan
  const fed = [
    placeholder(g, 'steps', 'int32', []),
    placeholder(g, 'first', 'int32', []),
    placeholder(g, 'order', 'int32', [capacity * batchRows]),
    placeholder(g, 'counts', 'int32', [capacity]),
    placeholder(g, 'scalars', 'float', [capacity, scalars.length + commonScalars.length]),
  ]
  const call = g.node('StatefulPartitionedCall', [...fed, ...variables.map(({ name }) => handle(name))], {
    Tin: attribute.types(['int32', 'int32', 'int32', 'int32', 'float', ...variables.map(() => 'resource' as const)]),
    Tout: attribute.types(['float', 'float', 'float']),
    f: attribute.function(loopName),
    ...(plan.xla ? { _XlaMustCompile: attribute.bool(true) } : {}),
  })
  const result = (at: number): Tensor => call.replace(/\d+$/u, String(at))
  g.output(graphNames.losses, result(0))
  g.output(graphNames.stepsDone, result(1))
  g.output(graphNames.isSound, result(2))
}

function loopFunction({ capacity, xla }: GraphPlan, variables: readonly Variable[]): Bytes {
  const g = new Graph({ isFunction: true })
  const isTrue = g.node('Const', [], { dtype: attribute.type('bool'), value: attribute.truth() })
  const state = loopArguments(variables)
  const start: Readonly<Record<string, Tensor>> = { at: g.integer(0), isSound: isTrue, losses: g.constant(new Array<number>(capacity).fill(0), [capacity]) }
  const loop = g.node(
    'While',
    state.map(({ name }) => start[name] ?? name),
    {
      T: attribute.types(state.map(({ type }) => type)),
      cond: attribute.function(conditionName),
      body: attribute.function(stepName),
      output_shapes: attribute.shapes(state.map(({ name, type }) => (type === 'resource' || ['at', 'steps', 'isSound', 'first'].includes(name) ? [] : null))),
      // Steps must not overlap.
      parallel_iterations: attribute.integer(1),
      _lower_using_switch_merge: attribute.bool(!xla),
    },
  )
  const result = (name: string): Tensor => loop.replace(/\d+$/u, String(state.findIndex((one) => one.name === name)))
  const inputs = [...loopState.filter(({ name }) => !Object.hasOwn(start, name)), ...variables.map(({ name }) => ({ name, type: 'resource' as const }))]
  const outputs = [
    { name: 'allLosses', type: 'float' as const, tensor: result('losses') },
    { name: 'stepsDone', type: 'float' as const, tensor: g.cast(result('at'), 'int32', 'float') },
    { name: 'wasSound', type: 'float' as const, tensor: g.cast(result('isSound'), 'bool', 'float') },
  ]
  return functionMessage(loopName, inputs, outputs, g, xla ? { _XlaMustCompile: attribute.bool(true) } : {})
}

/** Sums of squares of the last step, by weights. */
function writeNorms(g: Graph, { program }: GraphPlan, handle: (name: string) => Tensor): void {
  for (const [id, { trainable }] of program.parameters.entries()) {
    if (!trainable) continue
    const squares = (values: Tensor): Tensor => g.multiply(g.apply('L2Loss', [values]), 2)
    const now = g.read(handle(variableNames.weights('now', id)))
    g.output(graphNames.squares('weights', id), squares(now))
    g.output(graphNames.squares('gradient', id), squares(g.read(handle(variableNames.gradient(id)))))
    g.output(graphNames.squares('update', id), squares(g.subtract(now, g.read(handle(variableNames.weights('before', id))))))
  }
}

/** Outputs and loss of any rows, in inference mode. */
function writeAnswers(g: Graph, { program }: GraphPlan, kind: 'kept' | 'fed', of: 'now' | 'average', handle: (name: string) => Tensor): void {
  const names = graphNames.answers(kind, of)
  const { inputs, targets } = kind === 'fed' ? fedRows(g, of, program) : keptRows(g, of, handle)
  const weights = placeholder(g, `weights_${kind}_${of}`, 'float', [-1])
  const reads = program.parameters.map(({ trainable }, id) => g.read(handle(of === 'average' && trainable ? variableNames.average('now', id) : variableNames.weights('now', id))))
  const context: Context = { graph: g, rows: -1, parameter: (id) => reads[id] ?? '', training: null }
  const needed = operationsFor(program, program.output)
  const { values } = writeForward(context, program, inputs, needed)
  const width = sizeOf(program.values[program.loss.value]?.shape ?? [])
  const { rowLoss } = writeLoss(g, program.loss, values.get(program.loss.value) ?? '', targets, width)
  g.output(names.outputs, values.get(program.output) ?? '')
  g.output(names.lossSum, g.reduce('Sum', g.multiply(rowLoss, weights), [0]))
  g.output(names.penalty, writePenalties(g, program, context) ?? g.constant(0))
  g.output(names.size, reads.map((values_) => g.apply('L2Loss', [values_])).reduce((sum, part) => g.add(sum, part)))
}

function fedRows(g: Graph, of: 'now' | 'average', { inputs, outputs }: { inputs: number; outputs: number }): { inputs: Tensor; targets: Tensor } {
  return { inputs: placeholder(g, `inputs_fed_${of}`, 'float', [-1, inputs]), targets: placeholder(g, `targets_fed_${of}`, 'float', [-1, outputs]) }
}

function keptRows(g: Graph, of: 'now' | 'average', handle: (name: string) => Tensor): { inputs: Tensor; targets: Tensor } {
  const which = placeholder(g, `which_kept_${of}`, 'int32', [-1])
  const pick = (variable: string): Tensor => g.node('ResourceGather', [handle(variable), which], { dtype: attribute.type('float'), Tindices: attribute.type('int32'), batch_dims: attribute.integer(0), validate_indices: attribute.bool(true) })
  return { inputs: pick(variableNames.inputs), targets: pick(variableNames.targets) }
}
