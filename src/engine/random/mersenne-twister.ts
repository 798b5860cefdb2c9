/** NumPy's legacy generator (`RandomState`: MT19937), so that a split can pick scikit-learn's rows. Knows no tables. */

export interface MersenneTwister {
  /** Uniform on 0 .. 2^32 - 1. */
  next32(): number
  /** Uniform on 0 .. largest, both included, as NumPy's `random_interval` draws it (masked rejection). */
  upTo(largest: number): number
  /** `RandomState.permutation(n)`. */
  permutation(n: number): Int32Array<ArrayBuffer>
}

/**
 * The same stream as `numpy.random.RandomState(seed)`, seed an integer from 0 to 2^32 - 1.
 * Source: Matsumoto & Nishimura 1998 (`init_genrand`, `genrand_int32`); NumPy's `mtrand.pyx` for what is drawn from it.
 */
export function createMersenneTwister(seed: number): MersenneTwister {
  const state = seeded(seed)
  let at = stateSize

  function next32(): number {
    if (at === stateSize) {
      twist(state)
      at = 0
    }
    return temper(word(state, at++))
  }

  function upTo(largest: number): number {
    if (largest === 0) return 0
    const mask = 0xffffffff >>> Math.clz32(largest)
    let value = (next32() & mask) >>> 0
    while (value > largest) value = (next32() & mask) >>> 0
    return value
  }

  function permutation(n: number): Int32Array<ArrayBuffer> {
    const order = Int32Array.from({ length: n }, (_, index) => index)
    for (let last = n - 1; last > 0; last--) {
      const other = upTo(last)
      const kept = word(order, last)
      order[last] = word(order, other)
      order[other] = kept
    }
    return order
  }

  return { next32, upTo, permutation }
}

const stateSize = 624
const shift = 397

function word(words: Uint32Array | Int32Array, index: number): number {
  return words[index] ?? 0
}

function seeded(seed: number): Uint32Array {
  const state = new Uint32Array(stateSize)
  state[0] = seed
  for (let index = 1; index < stateSize; index++) {
    const before = word(state, index - 1)
    state[index] = Math.imul(1812433253, before ^ (before >>> 30)) + index
  }
  return state
}

function twist(state: Uint32Array): void {
  for (let index = 0; index < stateSize; index++) {
    const mixed = (word(state, index) & 0x80000000) | (word(state, (index + 1) % stateSize) & 0x7fffffff)
    state[index] = word(state, (index + shift) % stateSize) ^ (mixed >>> 1) ^ ((mixed & 1) === 1 ? 0x9908b0df : 0)
  }
}

function temper(value: number): number {
  let mixed = value
  mixed ^= mixed >>> 11
  mixed ^= (mixed << 7) & 0x9d2c5680
  mixed ^= (mixed << 15) & 0xefc60000
  mixed ^= mixed >>> 18
  return mixed >>> 0
}
