/** Functions that a graph calls: the body of a loop, or what is compiled as a whole. */
import { types } from './attributes.ts'
import type { TypeName } from './attributes.ts'
import type { Attributes, Graph, Tensor } from './graph.ts'
import { bytesField, concat, integerField, mapField } from './protobuf.ts'
import type { Bytes } from './protobuf.ts'

export interface Argument {
  name: string
  type: TypeName
}

/** FunctionDef. It is declared stateful, so that nothing in it is left out or computed ahead. */
export function functionMessage(name: string, inputs: readonly Argument[], outputs: readonly (Argument & { tensor: Tensor })[], graph: Graph, attributes: Attributes = {}): Bytes {
  const argument = (one: Argument): Bytes => concat([bytesField(1, one.name), integerField(3, types[one.type])])
  const signature = concat([bytesField(1, name), ...inputs.map((one) => bytesField(2, argument(one))), ...outputs.map((one) => bytesField(3, argument(one))), integerField(17, 1)])
  return concat([
    bytesField(1, signature),
    mapField(5, attributes),
    ...graph.nodes.map((node) => bytesField(3, node)),
    ...outputs.map((one) => bytesField(4, concat([bytesField(1, one.name), bytesField(2, one.tensor)]))),
  ])
}
