/** Kernels whose work is worth sharing among threads. Each gives back a function of the same arguments. */
import { bitwiseOr, integer, loadInteger, plus, times } from './assembler/expressions.ts'
import type { Integer } from './assembler/expressions.ts'
import { call, callCode } from './assembler/module.ts'
import type { Defined } from './assembler/module.ts'
import { bytesOfRow } from './kernels/elements.ts'
import { positionsIn, positionsOut } from './kernels/patches.ts'
import type { PatchPlace } from './kernels/patches.ts'
import { panelsOf } from './panels.ts'
import type { PanelMatrix } from './panels.ts'
import type { CompilePlan } from './plan.ts'
import { scalars } from './scalars.ts'
import { ownShare } from './team.ts'

/** Multiplications with additions, or numbers copied, that take about ten times as long as handing them out. */
const worthSharing = 200_000

/** A product (rows, offset into A, offset into C): every thread takes some rows, in whole tiles. */
export function shareProduct({ team }: CompilePlan, product: Defined<null>, a: PanelMatrix, c: PanelMatrix): Defined<null> {
  if (team === null || a.rows * a.columns * c.columns < worthSharing) return product
  return team.define((f, thread, [rows, aOffset, cOffset]) =>
    ownShare(f, rows, 8, team, thread, (first, own) => f.run(callCode(product, own, plus(aOffset, times(first, integer(a.width * 4))), plus(cOffset, times(first, integer(c.width * 4)))))),
  )
}

/** A weight gradient (rows, offset into G, first panel, panels) becomes a function of (rows, offset into G, 0): every thread takes some panels of G. */
export function shareWeightGradient({ module, team }: CompilePlan, gradient: Defined<null>, a: PanelMatrix, g: PanelMatrix): Defined<null> {
  const panels = panelsOf(g)
  if (team === null || panels < 2 || a.rows * a.columns * g.columns < worthSharing) {
    return module.define(['i32', 'i32', 'i32'], (f, rows, gOffset) => f.run(callCode(gradient, rows, gOffset, integer(0), integer(panels))))
  }
  return team.define((f, thread, [rows, gOffset]) => ownShare(f, integer(panels), 1, team, thread, (first, own) => f.run(callCode(gradient, rows, gOffset, first, own))))
}

/** An update (first byte, vectors) of so many vectors: every thread takes some, and leaves its bits for the first one. */
export function shareUpdate({ module, team }: CompilePlan, update: Defined<'i32'>, vectors: number): Defined<'i32'> {
  if (team === null || vectors * 16 < worthSharing) return module.defineWithResult([], 'i32', () => call(update, integer(0), integer(vectors)))
  const bitsOf = (thread: Integer): Integer => plus(integer(scalars.bits), times(thread, integer(4)))
  const shared = team.define((f, thread) => {
    f.storeInteger(bitsOf(thread), 0, integer(0))
    ownShare(f, integer(vectors), 4, team, thread, (first, own) => f.storeInteger(bitsOf(thread), 0, call(update, times(first, integer(16)), own)))
  })
  return module.defineWithResult([], 'i32', (f) => {
    f.run(callCode(shared, integer(0), integer(0), integer(0)))
    return Array.from({ length: team.threads }, (_, thread) => loadInteger(integer(0), scalars.bits + thread * 4)).reduce((all, bits) => bitwiseOr(all, bits))
  })
}

/** A walk over patches (rows of the batch, offset into the image, offset into the patches): every thread takes some rows of the batch. */
export function sharePatches({ team }: CompilePlan, walk: Defined<null>, { window, image, patches }: PatchPlace): Defined<null> {
  if (team === null || patches.rows * patches.columns < worthSharing) return walk
  const [imageBytes, patchBytes] = [bytesOfRow(image, positionsIn(window)), bytesOfRow(patches, positionsOut(window))]
  return team.define((f, thread, [rows, imageOffset, patchOffset]) =>
    ownShare(f, rows, 1, team, thread, (first, own) => f.run(callCode(walk, own, plus(imageOffset, times(first, integer(imageBytes))), plus(patchOffset, times(first, integer(patchBytes)))))),
  )
}
