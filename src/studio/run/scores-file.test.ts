import { describe, expect, it } from 'vitest'
import type { KeptScores } from '#engine/report/kept-scores.ts'
import { decodeScores, encodeScores } from './scores-file.ts'

const test: KeptScores = { total: 900, rows: Int32Array.of(0, 65_536, 40_000_001), outputs: Float32Array.of(0.25, NaN, 1), targets: Float32Array.of(0, 1, 1) }
const damaged = expect.objectContaining({ code: 'project.damaged', details: { file: 'scores' } })

describe('the file of scores', () => {
  it('gives back what was kept, rows beyond what a float32 counts included', () => {
    expect(decodeScores(encodeScores({ validation: null, test }), 'scores', 1)).toEqual({ validation: null, test })
    expect(decodeScores(encodeScores({ validation: test, test: null }), 'scores', 1)).toEqual({ validation: test, test: null })
  })

  it('refuses a file of which one bit changed or the end is missing', () => {
    const file = encodeScores({ validation: null, test })
    for (const at of [9, 40, file.length - 1]) {
      const other = file.slice()
      other[at] = (other[at] ?? 0) ^ 1
      expect(() => decodeScores(other, 'scores', 1)).toThrow(damaged)
    }
    expect(() => decodeScores(file.slice(0, -4), 'scores', 1)).toThrow(damaged)
    expect(() => decodeScores(new Uint8Array(0), 'scores', 1)).toThrow(damaged)
  })

  it('refuses a file of a network with another number of answers', () => {
    expect(() => decodeScores(encodeScores({ validation: null, test }), 'scores', 3)).toThrow(damaged)
  })
})
