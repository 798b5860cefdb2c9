/** The smallest training there is, to see whether TensorFlow works on a computer: y = 2 a - b is learned from three rows. */
import { attribute } from './attributes.ts'
import { Graph } from './graph.ts'
import { savedModel } from './saved-model.ts'
import type { TensorflowSession } from './session.ts'

const steps = 60
const truth = [2, -1]

/** Whether it found the two weights. Throws what TensorFlow throws. */
export function learnsLine(session: TensorflowSession): boolean {
  const graph = new Graph()
  const float = attribute.type('float')
  const weights = graph.node('VarHandleOp', [], { dtype: float, shape: attribute.shape([2, 1]), shared_name: attribute.string('weights'), container: attribute.string('') })
  graph.output('begun', graph.constant(1), [graph.assign(weights, graph.constant([0, 0], [2, 1]))])
  const rows = graph.constant([1, 0, 0, 1, 1, 1], [3, 2])
  const answers = graph.constant([2, -1, 1], [3, 1])
  const error = graph.subtract(graph.matmul(rows, graph.read(weights)), answers)
  const move = graph.multiply(graph.matmul(rows, error, { transposeA: true }), 0.4)
  graph.output('step', graph.constant(1), [graph.node('AssignSubVariableOp', [weights, move], { dtype: float })])
  graph.output('weights', graph.read(weights))

  const loaded = session.load(savedModel(graph))
  try {
    loaded.run({}, ['begun'])
    for (let step = 0; step < steps; step++) loaded.run({}, ['step'])
    const [found] = loaded.run({}, ['weights'])
    return found !== undefined && truth.every((weight, at) => Math.abs((found[at] ?? NaN) - weight) < 1e-3)
  } finally {
    loaded.dispose()
  }
}
