/** A WebAssembly module: functions that may call those defined before them, over one imported memory. */
import { unsigned } from './bytes.ts'
import { expression } from './expressions.ts'
import type { Expression, Kind } from './expressions.ts'
import type { Local } from './function-body.ts'
import { FunctionBody, localAt } from './function-body.ts'

/** A function of the module; `call` is the code that calls it, its arguments included. */
export interface Defined<Result extends Kind | null> {
  readonly index: number
  readonly result: Result
}

type Locals<Parameters extends readonly Kind[]> = { [At in keyof Parameters]: Local<Parameters[At]> }

export class Module {
  readonly #functions: { body: FunctionBody; result: Kind | null }[] = []
  readonly #exports: [string, number][] = []

  /** A function without a result. */
  define<const Parameters extends readonly Kind[]>(parameters: Parameters, write: (f: FunctionBody, ...locals: Locals<Parameters>) => void): Defined<null> {
    return { index: this.#add(parameters, null, write), result: null }
  }

  /** A function of one result: the expression that `write` returns. */
  defineWithResult<const Parameters extends readonly Kind[], Result extends Kind>(parameters: Parameters, result: Result, write: (f: FunctionBody, ...locals: Locals<Parameters>) => Expression<Result>): Defined<Result> {
    const index = this.#add(parameters, result, (f, ...locals: Locals<Parameters>) => f.give(write(f, ...locals)))
    return { index, result }
  }

  export(name: string, { index }: Defined<Kind | null>): void {
    this.#exports.push([name, index])
  }

  /** The binary format, version 1. The memory is imported as `engine.memory` and has `pages` pages of 64 KiB; `isShared`: among threads. */
  encode(pages: number, isShared = false): Uint8Array<ArrayBuffer> {
    const signatures = this.#functions.map(({ body, result }) => [0x60, ...list(body.parameters.map((kind) => [kindCode[kind]])), ...list(result === null ? [] : [[kindCode[result]]])])
    const bodies = this.#functions.map(({ body }) => {
      const locals = list(body.locals.map((kind) => [1, kindCode[kind]]))
      return { head: [...unsigned(locals.length + body.code.length + 1), ...locals], code: body.code }
    })
    const before = [
      ...magicAndVersion,
      ...section(1, list(signatures)),
      ...section(2, list([[...word('engine'), ...word('memory'), 2, ...(isShared ? [3, ...unsigned(pages), ...unsigned(pages)] : [0, ...unsigned(pages)])]])),
      ...section(3, list(signatures.map((_, at) => unsigned(at)))),
      ...section(7, list(this.#exports.map(([name, index]) => [...word(name), 0, ...unsigned(index)]))),
    ]
    const count = unsigned(bodies.length)
    const size = bodies.reduce((sum, { head, code }) => sum + head.length + code.length + 1, count.length)
    const start = [...before, 10, ...unsigned(size), ...count]
    const out = new Uint8Array(start.length + size - count.length)
    out.set(start)
    let at = start.length
    for (const { head, code } of bodies) {
      out.set(head, at)
      out.set(code, at + head.length)
      at += head.length + code.length
      out[at++] = 0x0b
    }
    return out
  }

  #add<Parameters extends readonly Kind[]>(parameters: Parameters, result: Kind | null, write: (f: FunctionBody, ...locals: Locals<Parameters>) => void): number {
    const body = new FunctionBody(parameters)
    write(body, ...localsOf(parameters))
    return this.#functions.push({ body, result }) - 1
  }
}

/** The code of a call; for a function with a result see `call`. */
export function callCode({ index }: Defined<Kind | null>, ...values: readonly Expression[]): readonly number[] {
  return [...values.flatMap(({ code }) => code), 0x10, ...unsigned(index)]
}

export function call<Result extends Kind>(defined: Defined<Result>, ...values: readonly Expression[]): Expression<Result> {
  return expression(defined.result, callCode(defined, ...values))
}

/** "\0asm", version 1. */
const magicAndVersion = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

const kindCode: Record<Kind, number> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b }

function localsOf<Parameters extends readonly Kind[]>(parameters: Parameters): Locals<Parameters> {
  return parameters.map((kind, index) => localAt(kind, index)) as Locals<Parameters>
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()]
}

function word(text: string): number[] {
  return list([...text].map((letter) => [letter.charCodeAt(0)]))
}

function section(id: number, body: readonly number[]): number[] {
  return [id, ...unsigned(body.length), ...body]
}
