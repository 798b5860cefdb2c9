/** One function under construction: its locals, and statements appended one after the other. */
import { unsigned } from './bytes.ts'
import { expression, integer, plus } from './expressions.ts'
import type { Double, Expression, Float, Integer, Kind, Vector } from './expressions.ts'

/** A variable of the function; as an expression it is its value. */
export interface Local<K extends Kind = Kind> extends Expression<K> {
  readonly index: number
}

/** Leaves a block: always, or where the condition is not 0. */
export type Leave = (condition?: Integer) => void

export class FunctionBody {
  readonly parameters: readonly Kind[]
  readonly locals: Kind[] = []
  readonly code: number[] = []
  /** Blocks, loops and conditions that are open. */
  #open = 0

  constructor(parameters: readonly Kind[]) {
    this.parameters = parameters
  }

  /** A new variable; 0 in its loop unless it is set. */
  local<K extends Kind>(kind: K): Local<K> {
    this.locals.push(kind)
    return localAt(kind, this.parameters.length + this.locals.length - 1)
  }

  /** A new variable that holds the value. */
  keep<K extends Kind>(value: Expression<K>): Local<K> {
    const local = this.local(value.kind)
    this.set(local, value)
    return local
  }

  vectors(count: number): Local<'v128'>[] {
    return Array.from({ length: count }, () => this.local('v128'))
  }

  set<K extends Kind>(local: Local<K>, value: Expression<K>): void {
    this.#append(value.code, [0x21], unsigned(local.index))
  }

  /** Adds a constant to a pointer or count. */
  advance(local: Local<'i32'>, by: number): void {
    if (by !== 0) this.set(local, plus(local, integer(by)))
  }

  store(address: Integer, offset: number, value: Vector): void {
    this.#append(address.code, value.code, [0xfd, 0x0b, 2], unsigned(offset))
  }

  storeFloat(address: Integer, offset: number, value: Float): void {
    this.#append(address.code, value.code, [0x38, 2], unsigned(offset))
  }

  storeInteger(address: Integer, offset: number, value: Integer): void {
    this.#append(address.code, value.code, [0x36, 2], unsigned(offset))
  }

  /** Its lower sixteen bits. */
  storeShort(address: Integer, offset: number, value: Integer): void {
    this.#append(address.code, value.code, [0x3b, 1], unsigned(offset))
  }

  /** See `atomicLoad`. */
  storeAtomically(address: Integer, value: Integer): void {
    this.#append(address.code, value.code, [0xfe, 0x17, 2, 0])
  }

  storeDouble(address: Integer, offset: number, value: Double): void {
    this.#append(address.code, value.code, [0x39, 3], unsigned(offset))
  }

  /** Fills `bytes` bytes with 0. */
  clear(address: Integer, bytes: Integer): void {
    this.#append(address.code, [0x41, 0], bytes.code, [0xfc, 0x0b, 0])
  }

  copy(target: Integer, source: Integer, bytes: Integer): void {
    this.#append(target.code, source.code, bytes.code, [0xfc, 0x0a, 0, 0])
  }

  /** Calls a function without a result. */
  run(call: readonly number[]): void {
    this.#append(call)
  }

  /** Runs the body `count` times. A count that is known only at run time must be at least 1. */
  repeat(count: number | Integer, body: () => void): void {
    if (count === 0) return
    if (count === 1) return void body()
    const left = this.keep(typeof count === 'number' ? integer(count) : count)
    this.repeatWhile(() => {
      body()
      this.set(left, plus(left, integer(-1)))
      return left
    })
  }

  /** Runs the body again and again while what it gives back is not 0. */
  repeatWhile(body: () => Integer): void {
    this.#nested(0x03, () => {
      const condition = body()
      this.#append(condition.code, [0x0d, 0])
    })
  }

  /** Runs the body where the condition is not 0. */
  when(condition: Integer, body: () => void): void {
    this.#append(condition.code)
    this.#nested(0x04, body)
  }

  /** Runs the body up to where it leaves. */
  block(body: (leave: Leave) => void): void {
    this.#nested(0x02, () => {
      const here = this.#open
      body((condition) => this.#append(condition?.code ?? [], [condition === undefined ? 0x0c : 0x0d], unsigned(this.#open - here)))
    })
  }

  /** For an expression whose value nobody needs. */
  forget(value: Expression): void {
    this.#append(value.code, [0x1a])
  }

  /** What the function gives back; the last statement. */
  give(value: Expression): void {
    this.#append(value.code)
  }

  #nested(opcode: number, body: () => void): void {
    this.#append([opcode, 0x40])
    this.#open++
    body()
    this.#open--
    this.#append([0x0b])
  }

  #append(...parts: readonly (readonly number[])[]): void {
    for (const part of parts) for (const byte of part) this.code.push(byte)
  }
}

export function localAt<K extends Kind>(kind: K, index: number): Local<K> {
  return { ...expression(kind, [0x20], unsigned(index)), index }
}
