/** A graph as the one file of a SavedModel that has no variables on the disk. */
import type { Graph } from './graph.ts'
import { bytesField, concat, integerField } from './protobuf.ts'
import type { Bytes } from './protobuf.ts'

/** Under this tag the file's only graph is loaded. */
export const savedModelTag = 'serve'
export const savedModelFile = 'saved_model.pb'

/** A version of GraphDef that TensorFlow 2 accepts. */
const producer = 1087

/** `functions`: FunctionDefs that the graph calls. */
export function savedModel(graph: Graph, functions: readonly Bytes[] = []): Bytes {
  const graphDef = concat([...graph.nodes.map((node) => bytesField(1, node)), bytesField(4, integerField(1, producer)), bytesField(2, concat(functions.map((one) => bytesField(1, one))))])
  const metaGraph = concat([bytesField(1, concat([bytesField(4, savedModelTag), bytesField(5, '2.21.0')])), bytesField(2, graphDef)])
  return concat([integerField(1, 1), bytesField(2, metaGraph)])
}
