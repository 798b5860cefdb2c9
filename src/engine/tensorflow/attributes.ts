/** Types, shapes, constants and attributes as TensorFlow's messages (`types.proto`, `tensor.proto`, `attr_value.proto`). */
import { bytesField, concat, floatField, integerField, varint } from './protobuf.ts'
import type { Bytes } from './protobuf.ts'

/** DataType. */
export const types = { float: 1, double: 2, int32: 3, int64: 9, bool: 10, resource: 20, uint32: 22, uint64: 23 } as const
export type TypeName = keyof typeof types

/** null: unknown rank; -1: unknown length. */
export type Shape = readonly number[] | null

function shapeMessage(shape: Shape): Bytes {
  return shape === null ? integerField(3, 1) : concat(shape.map((length) => bytesField(2, integerField(1, length))))
}

/** AttrValue, one constructor for each kind. */
export const attribute = {
  string: (value: string) => bytesField(2, value),
  integer: (value: number) => integerField(3, value),
  float: (value: number) => floatField(4, value),
  bool: (value: boolean) => integerField(5, value ? 1 : 0),
  type: (name: TypeName) => integerField(6, types[name]),
  shape: (shape: Shape) => bytesField(7, shapeMessage(shape)),
  tensor: (type: 'float' | 'double' | 'int32' | 'int64', shape: readonly number[], values: readonly number[]) => bytesField(8, concat([integerField(1, types[type]), bytesField(2, shapeMessage(shape)), bytesField(4, contentOf(type, values))])),
  /** The boolean scalar that is true (bool_val). */
  truth: () => bytesField(8, concat([integerField(1, types.bool), bytesField(2, shapeMessage([])), bytesField(11, varint(1))])),
  function: (name: string) => bytesField(10, bytesField(1, name)),
  integers: (values: readonly number[]) => bytesField(1, bytesField(3, concat(values.map(varint)))),
  types: (names: readonly TypeName[]) => bytesField(1, bytesField(6, concat(names.map((name) => varint(types[name]))))),
  shapes: (shapes: readonly Shape[]) => bytesField(1, concat(shapes.map((shape) => bytesField(7, shapeMessage(shape))))),
} as const

function contentOf(type: 'float' | 'double' | 'int32' | 'int64', values: readonly number[]): Bytes {
  switch (type) {
    case 'float':
      return new Uint8Array(Float32Array.from(values).buffer)
    case 'double':
      return new Uint8Array(Float64Array.from(values).buffer)
    case 'int32':
      return new Uint8Array(Int32Array.from(values).buffer)
    case 'int64':
      return new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
    default:
      return type satisfies never
  }
}
