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
  /** Four bytes at a time: of the texts here, and of the bytes asked about last. */
  private writtenWords = new DataView(this.written.buffer)
  private asked: Uint8Array = this.written
  private words: DataView = this.writtenWords

  constructor(budget: DictionaryBudget) {
    this.budget = budget
  }

  get size(): number {
    return this.count
  }

  add(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.asked) {
      this.asked = bytes
      this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    const hash = hashOf(this.words, start, end)
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const code = (this.slots[slot] as number) - 1
      if (code < 0) break
      if (this.hashes[code] === hash && this.equals(code, start, end)) return code
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
    while (this.used + length > this.written.length) {
      this.written = copied(this.written, new Uint8Array(this.written.length * 2))
      this.writtenWords = new DataView(this.written.buffer)
    }
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

  /** Whether a text is the one asked about. */
  private equals(code: number, start: number, end: number): boolean {
    const { words, writtenWords } = this
    let other = code === 0 ? 0 : (this.ends[code - 1] as number)
    if ((this.ends[code] as number) - other !== end - start) return false
    let at = start
    for (; at + 4 <= end; at += 4, other += 4) if (words.getInt32(at, true) !== writtenWords.getInt32(other, true)) return false
    for (; at < end; at++, other++) if (words.getUint8(at) !== writtenWords.getUint8(other)) return false
    return true
  }
}

/** FNV-1a by words. Folded after each, because a product carries upwards only and the table uses the low bits. */
function hashOf(words: DataView, start: number, end: number): number {
  let hash = Math.imul(end - start, 0x9e3779b1)
  let at = start
  for (; at + 4 <= end; at += 4) {
    hash = Math.imul(hash ^ words.getInt32(at, true), 0x01000193)
    hash ^= hash >>> 15
  }
  for (; at < end; at++) hash = Math.imul(hash ^ words.getUint8(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

function copied<T extends Uint8Array | Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
