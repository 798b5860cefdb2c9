/** The largest or the mean number under a window, each channel for itself, and the gradients. */
import type { Window } from '#engine/network/operations.ts'
import { add, and, andNot, greater, integer, isEqual, load, loadEveryLane, loadInteger, lane, multiply, or, plus, splat } from '../assembler/expressions.ts'
import type { Integer, Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import { panelsOf } from '../panels.ts'
import type { PanelMatrix } from '../panels.ts'
import { bytesOfRow } from './elements.ts'
import { positionsIn, positionsOut } from './patches.ts'

export interface PoolingPlace {
  how: 'max' | 'average'
  window: Window
  x: PanelMatrix
  y: PanelMatrix
  /** Address of `poolingTable`. */
  table: number
}

/** Words of the table, four a place: where the part of the window inside the image begins, its rows and columns, and the bits of 1 / numbers. */
export function poolingTable(window: Window, { width }: PanelMatrix): number[] {
  const words: number[] = []
  for (let row = 0; row < window.outputHeight; row++) {
    for (let column = 0; column < window.outputWidth; column++) {
      const down = part(row * window.strideHeight - window.top, window.windowHeight, window.height)
      const across = part(column * window.strideWidth - window.left, window.windowWidth, window.width)
      words.push((down.from * window.width + across.from) * width * 4, down.count, across.count, new Int32Array(Float32Array.of(1 / (down.count * across.count)).buffer)[0] ?? 0)
    }
  }
  return words
}

function part(start: number, size: number, length: number): { from: number; count: number } {
  const from = Math.max(0, start)
  return { from, count: Math.min(length, start + size) - from }
}

/** A function of the rows of the batch. */
export function definePooling(module: Module, place: PoolingPlace): Defined<null> {
  const { how, x, y } = place
  return module.define(['i32'], (f, rows) => {
    const result = f.local('v128')
    walk(f, rows, place, y, (entry, xAt, yAt, v) => {
      f.set(result, how === 'max' ? splat(-3.4028234663852886e38) : splat(0))
      along(f, entry, xAt, place, (at) => f.set(result, how === 'max' ? greater(read(x, at, v), result) : add(result, read(x, at, v))))
      write(f, y, yAt, v, how === 'max' ? result : multiply(result, loadEveryLane(entry, 12)))
    })
  })
}

/** A function likewise: adds to `xGradient`, which begins with 0. Of equal numbers the first gets it all. */
export function definePoolingGradient(module: Module, place: PoolingPlace & { xGradient: PanelMatrix; yGradient: PanelMatrix }): Defined<null> {
  const { how, x, y, xGradient, yGradient } = place
  return module.define(['i32'], (f, rows) => {
    const [largest, gradient, found] = [f.local('v128'), f.local('v128'), f.local('v128')]
    const toXGradient = integer(xGradient.address - x.address)
    walk(f, rows, place, y, (entry, xAt, yAt, v) => {
      f.set(gradient, read(yGradient, plus(yAt, integer(yGradient.address - y.address)), v))
      if (how === 'average') f.set(gradient, multiply(gradient, loadEveryLane(entry, 12)))
      else {
        f.set(largest, read(y, yAt, v))
        f.set(found, splat(0))
      }
      along(f, entry, xAt, place, (at) => {
        const target = f.keep(plus(at, toXGradient))
        if (how === 'average') return write(f, xGradient, target, v, add(read(xGradient, target, v), gradient))
        const isFirst = f.keep(andNot(isEqual(read(x, at, v), largest), found))
        write(f, xGradient, target, v, add(read(xGradient, target, v), and(gradient, isFirst)))
        f.set(found, or(found, isFirst))
      })
    })
  })
}

/** Visits every vector of every place: its entry in the table, a pointer to its row of x and one to itself in y. */
function walk(f: FunctionBody, rows: Integer, { window, x, table }: PoolingPlace, y: PanelMatrix, visit: (entry: Local<'i32'>, xAt: Local<'i32'>, yAt: Local<'i32'>, v: number) => void): void {
  const [xPanel, yPanel] = [f.keep(integer(x.address)), f.keep(integer(y.address))]
  const [xRow, yAt, entry] = [f.local('i32'), f.local('i32'), f.local('i32')]
  f.repeat(panelsOf(x), () => {
    f.set(xRow, xPanel)
    f.set(yAt, yPanel)
    f.repeat(rows, () => {
      f.set(entry, integer(table))
      f.repeat(positionsOut(window), () => {
        for (let v = 0; v < Math.max(1, x.width / 4); v++) visit(entry, xRow, yAt, v)
        f.advance(entry, 16)
        f.advance(yAt, y.width * 4)
      })
      f.advance(xRow, bytesOfRow(x, positionsIn(window)))
    })
    f.advance(xPanel, x.panelBytes)
    f.advance(yPanel, y.panelBytes)
  })
}

/** Walks over the part of the window inside the image. */
function along(f: FunctionBody, entry: Local<'i32'>, xRow: Local<'i32'>, { window, x }: PoolingPlace, visit: (at: Local<'i32'>) => void): void {
  const line = f.keep(plus(xRow, loadInteger(entry)))
  const at = f.local('i32')
  f.repeat(loadInteger(entry, 4), () => {
    f.set(at, line)
    f.repeat(loadInteger(entry, 8), () => {
      visit(at)
      f.advance(at, x.width * 4)
    })
    f.advance(line, window.width * x.width * 4)
  })
}

function read({ width }: PanelMatrix, at: Integer, v: number): Vector {
  return width === 1 ? loadEveryLane(at) : load(at, v * 16)
}

function write(f: FunctionBody, { width }: PanelMatrix, at: Integer, v: number, value: Vector): void {
  if (width === 1) f.storeFloat(at, 0, lane(value, 0))
  else f.store(at, v * 16, value)
}
