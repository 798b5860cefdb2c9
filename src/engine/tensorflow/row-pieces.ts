/**
 * Rows brought into a variable piece by piece: nobody on the way, in this process or TensorFlow's, ever holds more of them than a piece.
 * Knows no model.
 */
import { sizeOf } from '#engine/network/operations.ts'
import { attribute } from './attributes.ts'
import type { Graph, Tensor } from './graph.ts'
import type { LoadedGraph } from './session.ts'
import type { Variable } from './variables.ts'

/** Of a piece, unless a single row has more. Every piece is copied a few times on its way, so it is small. */
const pieceBytes = 4 * 2 ** 20

const names = {
  room: (variable: string) => `room_${variable}`,
  roomSizes: (variable: string) => `room_sizes_${variable}`,
  piece: (variable: string) => `piece_${variable}`,
  pieceStart: (variable: string) => `piece_start_${variable}`,
  pieceEnd: (variable: string) => `piece_end_${variable}`,
  putPiece: (variable: string) => `put_piece_${variable}`,
}

/** The graph's part of it. `handle`: of the variable, whose first axis is that of rows. */
export function writeRowPieces(g: Graph, { name, shape }: Variable, handle: Tensor): void {
  const fed = (own: string, type: 'float' | 'int32', lengths: readonly number[]): Tensor => g.node('Placeholder', [], { dtype: attribute.type(type), shape: attribute.shape(lengths) }, { name: own })
  // Fed, and not written into the graph: TensorFlow would compute zeros of a known shape once, and keep them.
  const zeros = g.node('Fill', [fed(names.roomSizes(name), 'int32', [shape.length]), g.constant(0)], { T: attribute.type('float'), index_type: attribute.type('int32') })
  g.output(names.room(name), g.constant(1), [g.assign(handle, zeros)])
  const [begin, end] = [fed(names.pieceStart(name), 'int32', [1]), fed(names.pieceEnd(name), 'int32', [1])]
  const rows = fed(names.piece(name), 'float', [-1, ...shape.slice(1)])
  const none = attribute.integer(0)
  const written = g.node('ResourceStridedSliceAssign', [handle, begin, end, g.integers([1]), rows], {
    T: attribute.type('float'), Index: attribute.type('int32'), begin_mask: none, end_mask: none, ellipsis_mask: none, new_axis_mask: none, shrink_axis_mask: none,
  })
  g.output(names.putPiece(name), g.constant(1), [written])
}

/** `values`: of the whole variable, row by row. They are only read. */
export function putRows(graph: LoadedGraph, { name, shape }: Variable, values: Float32Array): void {
  const [count = 0, ...rest] = shape
  const width = sizeOf(rest)
  graph.run({ [names.roomSizes(name)]: { shape: [shape.length], values: Int32Array.from(shape) } }, [names.room(name)])
  const rowsAtOnce = Math.max(1, Math.floor(pieceBytes / (4 * Math.max(1, width))))
  for (let from = 0; from < count; from += rowsAtOnce) {
    const to = Math.min(count, from + rowsAtOnce)
    graph.run(
      {
        [names.pieceStart(name)]: { shape: [1], values: Int32Array.of(from) },
        [names.pieceEnd(name)]: { shape: [1], values: Int32Array.of(to) },
        [names.piece(name)]: { shape: [to - from, ...rest], values: values.subarray(from * width, to * width) },
      },
      [names.putPiece(name)],
    )
  }
}
