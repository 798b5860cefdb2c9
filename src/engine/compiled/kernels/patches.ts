/**
 * Patches: what a window sees at every place of an image, as the rows of a matrix. With them a convolution is the product of a dense layer,
 * and its gradients are that product's. Columns are in the order of the kernel: row and column of the window, then channel.
 */
import type { Window } from '#engine/network/operations.ts'
import { add, addFloats, integer, load, loadFloat, loadInteger, plus } from '../assembler/expressions.ts'
import type { Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import { matrixAt, roundUp } from '../panels.ts'
import type { PanelMatrix } from '../panels.ts'
import { bytesOfRow, elementOffset } from './elements.ts'

export interface PatchPlace {
  window: Window
  /** The image, and its patches. */
  image: PanelMatrix
  patches: PanelMatrix
  /** Address of `patchTable`. */
  table: number
  units: number
}

export const positionsIn = ({ height, width }: Window): number => height * width
export const positionsOut = ({ outputHeight, outputWidth }: Window): number => outputHeight * outputWidth
const columnsOf = ({ windowHeight, windowWidth, channels }: Window): number => windowHeight * windowWidth * channels

/** So many bytes of patches stay close to the processor. */
const comfortable = 1024 * 1024

/** Rows of the batch whose patches are made at once: their places fill whole groups of eight. */
export function rowsAtOnce(window: Window, capacity: number): number {
  const places = positionsOut(window)
  const least = [1, 2, 4, 8].find((rows) => (rows * places) % 8 === 0) ?? 8
  const bytes = least * places * columnsOf(window) * 4
  return Math.min(capacity, least * Math.max(1, Math.floor(comfortable / bytes)))
}

export function patchesFor(window: Window, rows: number, allocate: (bytes: number) => number): PanelMatrix {
  const matrix = matrixAt(0, roundUp(rows * positionsOut(window), 8), columnsOf(window))
  return { ...matrix, address: allocate(Math.ceil(matrix.columns / matrix.width) * matrix.panelBytes) }
}

/** Words of the table, four a unit: where it begins in a row of the image and of the patches, rows and columns of places. */
export function patchTable({ window, image, patches }: Pick<PatchPlace, 'window' | 'image' | 'patches'>): number[] {
  const words: number[] = []
  for (let y = 0; y < window.windowHeight; y++) {
    for (let x = 0; x < window.windowWidth; x++) {
      const down = inside(y - window.top, window.strideHeight, window.outputHeight, window.height)
      const across = inside(x - window.left, window.strideWidth, window.outputWidth, window.width)
      if (down.count <= 0 || across.count <= 0) continue
      const position = (down.first * window.strideHeight + y - window.top) * window.width + across.first * window.strideWidth + x - window.left
      const place = down.first * window.outputWidth + across.first
      for (let channel = 0; channel < window.channels; channel += channelsOfUnit(window)) {
        words.push(elementOffset(image, position, channel), elementOffset(patches, place, (y * window.windowWidth + x) * window.channels + channel), down.count, across.count)
      }
    }
  }
  return words
}

/** Whole panels where they fit, else single numbers. */
function channelsOfUnit({ channels }: Window): number {
  return channels % 8 === 0 ? 8 : 1
}

/** Places at which the number that is `distance` from the window's start lies inside the image. */
function inside(distance: number, stride: number, places: number, length: number): { first: number; count: number } {
  const first = Math.max(0, Math.ceil(-distance / stride))
  const last = Math.min(places - 1, Math.floor((length - 1 - distance) / stride))
  return { first, count: last - first + 1 }
}

/** A function of (rows of the batch, offset into the image in bytes, offset into the patches). Places beyond the image are never written: they stay 0. */
export function definePatches(module: Module, place: PatchPlace): Defined<null> {
  return defineWalk(module, place, ({ image, patches, copy }) => copy(patches, image, false))
}

/** A function likewise: adds the patches' gradients to the image's. */
export function definePatchGradient(module: Module, place: PatchPlace): Defined<null> {
  return defineWalk(module, place, ({ image, patches, copy }) => copy(image, patches, true))
}

interface Visit {
  image: Local<'i32'>
  patches: Local<'i32'>
  copy(to: Local<'i32'>, from: Local<'i32'>, adds: boolean): void
}

function defineWalk(module: Module, { window, image, patches, table, units }: PatchPlace, visit: (at: Visit) => void): Defined<null> {
  const isPanel = channelsOfUnit(window) === 8
  return module.define(['i32', 'i32', 'i32'], (f, rows, offset, patchOffset) => {
    const entry = f.keep(integer(table))
    const [imageRow, patchRow, imageLine, patchLine, imageAt, patchAt] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    const copy: Visit['copy'] = (to, from, adds) => {
      if (!isPanel) return f.storeFloat(to, 0, adds ? addFloats(loadFloat(to), loadFloat(from)) : loadFloat(from))
      for (const at of [0, 16]) f.store(to, at, adds ? add(load(to, at), load(from, at)) : load(from, at))
    }
    f.repeat(units, () => {
      f.set(imageRow, plus(plus(offset, integer(image.address)), loadInteger(entry)))
      f.set(patchRow, plus(plus(patchOffset, integer(patches.address)), loadInteger(entry, 4)))
      f.repeat(rows, () => {
        f.set(imageLine, imageRow)
        f.set(patchLine, patchRow)
        f.repeat(loadInteger(entry, 8), () => {
          f.set(imageAt, imageLine)
          f.set(patchAt, patchLine)
          f.repeat(loadInteger(entry, 12), () => {
            visit({ image: imageAt, patches: patchAt, copy })
            f.advance(imageAt, window.strideWidth * image.width * 4)
            f.advance(patchAt, patches.width * 4)
          })
          f.advance(imageLine, window.strideHeight * window.width * image.width * 4)
          f.advance(patchLine, window.outputWidth * patches.width * 4)
        })
        f.advance(imageRow, bytesOfRow(image, positionsIn(window)))
        f.advance(patchRow, bytesOfRow(patches, positionsOut(window)))
      })
      f.advance(entry, 16)
    })
  })
}
