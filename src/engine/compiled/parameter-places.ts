/**
 * Where each parameter's numbers lie inside a region of weights. Gradients, the optimizer's arrays and copies are regions of the same
 * inner layout, so that one pointer and constant distances reach all of them.
 */
import type { Operation, ParameterId, Program } from '#engine/network/operations.ts'
import { matrixAt, panelsOf, roundUp, widthFor } from './panels.ts'
import type { PanelMatrix } from './panels.ts'

export interface ParameterPlaces {
  /** By parameter; addresses count from the start of its region. */
  matrices: PanelMatrix[]
  /** Bytes of the trainable region and of the one with moving statistics. */
  trainableBytes: number
  movingBytes: number
  /** Parts of the trainable region, in its order. */
  layers: { id: string; address: number; bytes: number }[]
}

export function placeParameters(program: Program): ParameterPlaces {
  const matrices: PanelMatrix[] = []
  const layers: ParameterPlaces['layers'] = []
  const bytes = { trainable: 0, moving: 0 }

  function allocate(kind: keyof typeof bytes, size: number, layerId: string): number {
    const address = bytes[kind]
    bytes[kind] += roundUp(size, 64)
    if (kind === 'moving') return address
    const layer = layers.at(-1)
    if (layer?.id === layerId) layer.bytes += roundUp(size, 64)
    else layers.push({ id: layerId, address, bytes: roundUp(size, 64) })
    return address
  }

  const biases = biasesOf(program)
  for (const [id, { shape, layerId, trainable }] of program.parameters.entries()) {
    if (matrices[id] !== undefined) continue
    const columns = shape.at(-1) ?? 1
    const rows = shape.slice(0, -1).reduce((product, length) => product * length, 1)
    const bias = biases.get(id)
    if (bias === undefined) {
      const matrix = matrixAt(0, rows, columns)
      const address = allocate(trainable ? 'trainable' : 'moving', panelsOf(matrix) * roundUp(matrix.panelBytes, 16), layerId)
      matrices[id] = { ...matrix, address }
      continue
    }
    // A kernel with its bias as one more row of each panel: the product starts its sums there.
    const width = widthFor(columns)
    const biasOffset = width === 1 ? roundUp(rows, 8) * 4 : rows * width * 4
    const panelBytes = biasOffset + Math.max(4, width) * 4
    const address = allocate('trainable', Math.ceil(columns / width) * panelBytes, layerId)
    matrices[id] = matrixAt(address, rows, columns, panelBytes)
    if (bias !== null) matrices[bias] = matrixAt(address + biasOffset, 1, columns, panelBytes)
  }
  return { matrices, trainableBytes: bytes.trainable, movingBytes: bytes.moving, layers }
}

/** Bytes from the start of a kernel's panel to its bias. */
export function biasOffsetOf(kernel: PanelMatrix, bias: PanelMatrix): number {
  return bias.address - kernel.address
}

/** Kernels of products, with their biases. */
function biasesOf(program: Program): Map<ParameterId, ParameterId | null> {
  const hasKernel = (operation: Operation): operation is Extract<Operation, { kernel: ParameterId }> => 'kernel' in operation
  return new Map(program.operations.filter(hasKernel).map(({ kernel, bias }) => [kernel, bias]))
}
