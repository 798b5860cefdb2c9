/** Distinct texts as bytes, each with a number, in order of first appearance. Makes no string before it is asked for one. */
import { limits } from './limits.ts'
import { textOf } from './cell-text.ts'

/** Bytes that all dictionaries of one table may still take. */
export interface DictionaryBudget {
  bytes: number
}

/** The texts of a dictionary, one after the other; text `code` ends at `ends[code]`. */
export interface DictionaryTexts {
  bytes: Uint8Array
  ends: Uint32Array
}

/** What `add` answers when the dictionary is full and the text is not in it. */
export const beyondDictionary = -2

export class ByteDictionary {
  private readonly budget: DictionaryBudget
  private written = new Uint8Array(256)
  private used = 0
  private ends = new Uint32Array(16)
  private hashes = new Int32Array(16)
  private slots = new Int32Array(32)
  private count = 0

  constructor(budget: DictionaryBudget) {
    this.budget = budget
  }

  get size(): number {
    return this.count
  }

  add(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end)
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const code = (this.slots[slot] as number) - 1
      if (code < 0) break
      if (this.hashes[code] === hash && this.equals(code, bytes, start, end)) return code
      slot = (slot + 1) & mask
    }
    return this.insert(hash, slot, bytes, start, end)
  }

  texts(): DictionaryTexts {
    return { bytes: this.written.slice(0, this.used), ends: this.ends.slice(0, this.count) }
  }

  text(code: number): string {
    return textOf(this.written, code === 0 ? 0 : (this.ends[code - 1] ?? 0), this.ends[code] ?? 0)
  }

  private insert(hash: number, slot: number, bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    const cost = length + 16
    if (this.count >= limits.distinctValues || this.used + length > limits.dictionaryBytes || this.budget.bytes < cost) return beyondDictionary
    this.budget.bytes -= cost
    while (this.used + length > this.written.length) this.written = copied(this.written, new Uint8Array(this.written.length * 2))
    if (this.count === this.ends.length) {
      this.ends = copied(this.ends, new Uint32Array(this.count * 2))
      this.hashes = copied(this.hashes, new Int32Array(this.count * 2))
    }
    this.written.set(bytes.subarray(start, end), this.used)
    this.used += length
    this.ends[this.count] = this.used
    this.hashes[this.count] = hash
    this.count++
    this.slots[slot] = this.count
    if (this.count * 2 > this.slots.length) this.spread()
    return this.count - 1
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let code = 0; code < this.count; code++) {
      let slot = (this.hashes[code] as number) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = code + 1
    }
    this.slots = slots
  }

  private equals(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = code === 0 ? 0 : (this.ends[code - 1] as number)
    if ((this.ends[code] as number) - from !== end - start) return false
    for (let at = start, other = from; at < end; at++, other++) if (this.written[other] !== bytes[at]) return false
    return true
  }
}

/** FNV-1a, with a last mixing because the table uses the low bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  return hash ^ (hash >>> 15)
}

function copied<T extends Uint8Array | Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
