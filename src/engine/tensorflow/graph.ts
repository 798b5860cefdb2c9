/**
 * Nodes of a graph or of a function's body, added one by one: each method adds nodes and returns the name of a tensor. Definitions of
 * the operations are TensorFlow's (`core/ops/*.cc`); shapes are the caller's business.
 */
import { attribute } from './attributes.ts'
import type { TypeName } from './attributes.ts'
import { bytesField, concat, mapField } from './protobuf.ts'
import type { Bytes } from './protobuf.ts'

/** Name of a tensor as other nodes write it. */
export type Tensor = string

export type Attributes = Readonly<Record<string, Bytes>>

export interface NodeOptions {
  name?: string
  /** Tensors or nodes that must have been computed before. */
  after?: readonly Tensor[]
  /** Name of the first output, for operations that `outputNames` does not have. */
  output?: string
}

/**
 * Inside a function a tensor is `node:outputName:index`, in the main graph `node:index`. Operations that are not listed call their
 * first output `output`.
 */
const outputNames: Readonly<Record<string, string>> = {
  Abs: 'y', AddV2: 'z', BitwiseXor: 'z', Cast: 'y', Cos: 'y', Equal: 'z', Erf: 'y', Exp: 'y', Greater: 'z', GreaterEqual: 'z', IsFinite: 'y', Less: 'z', Log: 'y', Log1p: 'y', LogicalAnd: 'z', MatMul: 'product',
  Elu: 'activations', Maximum: 'z', Minimum: 'z', Mul: 'z', Neg: 'y', Pow: 'z', ReadVariableOp: 'value', RealDiv: 'z', Relu: 'activations', ReluGrad: 'backprops', Rsqrt: 'y', Selu: 'activations', Sigmoid: 'y', Sign: 'y',
  Sin: 'y', Softmax: 'softmax', Softplus: 'activations', Sqrt: 'y', Square: 'y', Sub: 'z', Tanh: 'y', Transpose: 'y', XlogY: 'z',
}

export class Graph {
  readonly nodes: Bytes[] = []
  readonly #isFunction: boolean
  readonly #constants = new Map<string, Tensor>()
  #count = 0

  constructor({ isFunction = false }: { isFunction?: boolean } = {}) {
    this.#isFunction = isFunction
  }

  node(operation: string, inputs: readonly Tensor[], attributes: Attributes = {}, { name = `${operation}_${this.#count++}`, after = [], output }: NodeOptions = {}): Tensor {
    const control = after.map((tensor) => `^${tensor.split(':')[0] ?? ''}`)
    this.nodes.push(concat([bytesField(1, name), bytesField(2, operation), ...[...inputs, ...control].map((input) => bytesField(3, input)), mapField(5, attributes)]))
    return this.#isFunction ? `${name}:${output ?? outputNames[operation] ?? 'output'}:0` : `${name}:0`
  }

  /** Equal constants are one node. */
  constant(values: number | readonly number[], shape: readonly number[] = [], type: 'float' | 'double' | 'int32' | 'int64' = 'float'): Tensor {
    const list = typeof values === 'number' ? [values] : values
    const key = `${type} ${shape.join()} ${list.join()}`
    const known = this.#constants.get(key)
    if (known !== undefined) return known
    const made = this.node('Const', [], { dtype: attribute.type(type), value: attribute.tensor(type, shape, list) })
    this.#constants.set(key, made)
    return made
  }

  integer(value: number): Tensor {
    return this.constant(value, [], 'int32')
  }

  integers(values: readonly number[]): Tensor {
    return this.constant(values, [values.length], 'int32')
  }

  /** An operation on tensors of one type, whose only attribute that is. */
  apply(operation: string, inputs: readonly Tensor[], type: TypeName = 'float', options: NodeOptions = {}): Tensor {
    return this.node(operation, inputs, { T: attribute.type(type) }, options)
  }

  add(a: Tensor, b: Tensor): Tensor {
    return this.apply('AddV2', [a, b])
  }

  subtract(a: Tensor, b: Tensor): Tensor {
    return this.apply('Sub', [a, b])
  }

  multiply(a: Tensor, b: Tensor | number): Tensor {
    return this.apply('Mul', [a, typeof b === 'number' ? this.constant(b) : b])
  }

  divide(a: Tensor, b: Tensor): Tensor {
    return this.apply('RealDiv', [a, b])
  }

  /** By number where `b` is one. */
  plus(a: Tensor, b: number): Tensor {
    return this.apply('AddV2', [a, this.constant(b)])
  }

  /** Element by element `yes` where `condition`, else `no`. */
  select(condition: Tensor, yes: Tensor, no: Tensor): Tensor {
    return this.apply('SelectV2', [condition, yes, no])
  }

  compare(operation: 'Less' | 'Greater' | 'GreaterEqual', a: Tensor, b: Tensor, type: TypeName = 'float'): Tensor {
    return this.apply(operation, [a, b], type)
  }

  matmul(a: Tensor, b: Tensor, { transposeA = false, transposeB = false }: { transposeA?: boolean; transposeB?: boolean } = {}): Tensor {
    return this.node('MatMul', [a, b], { T: attribute.type('float'), transpose_a: attribute.bool(transposeA), transpose_b: attribute.bool(transposeB) })
  }

  reduce(operation: 'Sum' | 'Mean' | 'Max', a: Tensor, axes: readonly number[], keep = false): Tensor {
    return this.node(operation, [a, this.integers(axes)], { T: attribute.type('float'), Tidx: attribute.type('int32'), keep_dims: attribute.bool(keep) })
  }

  reshape(a: Tensor, shape: readonly number[]): Tensor {
    return this.node('Reshape', [a, this.integers(shape)], { T: attribute.type('float'), Tshape: attribute.type('int32') })
  }

  read(variable: Tensor): Tensor {
    return this.node('ReadVariableOp', [variable], { dtype: attribute.type('float') })
  }

  assign(variable: Tensor, value: Tensor, after: readonly Tensor[] = []): Tensor {
    return this.node('AssignVariableOp', [variable, value], { dtype: attribute.type('float') }, { after })
  }

  cast(a: Tensor, from: TypeName, to: TypeName): Tensor {
    return this.node('Cast', [a], { SrcT: attribute.type(from), DstT: attribute.type(to) })
  }

  /** Scalars as a vector. */
  pack(scalars: readonly Tensor[], type: TypeName): Tensor {
    return this.node('Pack', scalars, { N: attribute.integer(scalars.length), T: attribute.type(type), axis: attribute.integer(0) })
  }

  /** The elements of a vector, as scalars. */
  unpack(vector: Tensor, count: number): Tensor[] {
    const first = this.node('Unpack', [vector], { num: attribute.integer(count), T: attribute.type('float'), axis: attribute.integer(0) })
    return Array.from({ length: count }, (_, at) => first.replace(/\d+$/u, String(at)))
  }

  /** Rows `which` (int32) of a tensor. */
  gather(a: Tensor, which: Tensor, type: TypeName = 'float'): Tensor {
    return this.node('GatherV2', [a, which, this.integer(0)], { Tparams: attribute.type(type), Tindices: attribute.type('int32'), Taxis: attribute.type('int32'), batch_dims: attribute.integer(0) })
  }

  identity(a: Tensor, options: NodeOptions & { type?: TypeName } = {}): Tensor {
    return this.apply('Identity', [a], options.type ?? 'float', options)
  }

  /** `value`, a tensor of the same type, seen from outside only once everything in `after` is done. */
  output(name: string, value: Tensor, after: readonly Tensor[] = [], type: TypeName = 'float'): Tensor {
    return this.identity(value, { name, after, type })
  }
}
