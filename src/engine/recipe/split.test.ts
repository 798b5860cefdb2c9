import { describe, expect, it } from 'vitest'
import type { Split } from '#contract/recipe.ts'
import { StudioError } from '#contract/errors.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import fixture from '#test/fixtures/sklearn/split.json' with { type: 'json' }
import { splitRows } from './split.ts'


const seeded: Split = { mode: 'seeded', test: 0.2, validation: 0.2, orderBy: null, seed: 42, stratify: false }

describe('createMersenneTwister', () => {
  it.each(fixture.words)("draws NumPy's words for seed $seed", ({ seed, words }) => {
    const random = createMersenneTwister(seed)
    const drawn = Array.from({ length: 700 }, () => random.next32()).filter((_, index) => index % 100 === 0)
    expect(drawn).toEqual(words)
  })
})

describe('splitRows in sklearn mode', () => {
  it.each(fixture.plain)('picks the rows of train_test_split for $rows rows, test $test, seed $seed', ({ rows, test, seed, trainRows, testRows }) => {
    const parts = splitRows(rows, { mode: 'sklearn', test, validation: 0, orderBy: null, seed, stratify: false }, null)
    expect([...parts.training]).toEqual(trainRows)
    expect([...parts.test]).toEqual(testRows)
  })

  it.each(fixture.stratified)('picks the rows of train_test_split(stratify=y) for $rows rows, seed $seed', ({ rows, test, seed, labels, trainRows, testRows }) => {
    const parts = splitRows(rows, { mode: 'sklearn', test, validation: 0, orderBy: null, seed, stratify: true }, Int32Array.from(labels))
    expect([...parts.training]).toEqual(trainRows)
    expect([...parts.test]).toEqual(testRows)
  })

  it("takes the last share of the training rows for validation, as Keras's validation_split does", () => {
    const whole = splitRows(569, { mode: 'sklearn', test: 0.2, validation: 0, orderBy: null, seed: 42, stratify: false }, null)
    const parts = splitRows(569, { mode: 'sklearn', test: 0.2, validation: 0.2, orderBy: null, seed: 42, stratify: false }, null)
    expect([parts.training.length, parts.validation.length, parts.test.length]).toEqual([364, 91, 114])
    expect([...parts.training, ...parts.validation]).toEqual([...whole.training])
  })

  it('keeps all rows in the order of the file where no test rows are wanted', () => {
    const parts = splitRows(10, { mode: 'sklearn', test: 0, validation: 0.2, orderBy: null, seed: 42, stratify: false }, null)
    expect([...parts.training]).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect([...parts.validation]).toEqual([8, 9])
  })

  it('refuses to stratify a class with one row, as scikit-learn does', () => {
    const labels = Int32Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    const refusal = (): unknown => splitRows(10, { mode: 'sklearn', test: 0.2, validation: 0, orderBy: null, seed: 42, stratify: true }, labels)
    expect(refusal).toThrow(StudioError)
  })
})

describe('splitRows in seeded mode', () => {
  it('puts every row in exactly one part and repeats itself for the same seed', () => {
    const parts = splitRows(569, seeded, null)
    const all = [...parts.training, ...parts.validation, ...parts.test].sort((a, b) => a - b)
    expect(all).toEqual(Array.from({ length: 569 }, (_, index) => index))
    expect([parts.training.length, parts.validation.length, parts.test.length]).toEqual([364, 91, 114])
    expect(splitRows(569, seeded, null)).toEqual(parts)
    expect(splitRows(569, { ...seeded, seed: 43 }, null).test).not.toEqual(parts.test)
  })

  it('keeps the shares of the classes to within one row when it stratifies', () => {
    const labels = Int32Array.from({ length: 1000 }, (_, index) => (index % 10 === 0 ? 1 : 0))
    const parts = splitRows(1000, { ...seeded, stratify: true }, labels)
    const rare = (rows: Int32Array): number => rows.filter((row) => labels[row] === 1).length
    expect([rare(parts.training), rare(parts.validation), rare(parts.test)]).toEqual([64, 16, 20])
    expect(new Set([...parts.training, ...parts.validation, ...parts.test]).size).toBe(1000)
  })

  it('keeps a class with a single row for training when it stratifies', () => {
    const labels = Int32Array.from({ length: 50 }, (_, index) => (index === 7 ? 2 : index % 2))
    for (let seed = 0; seed < 20; seed++) {
      const parts = splitRows(50, { ...seeded, validation: 0, orderBy: null, seed, stratify: true }, labels)
      expect([...parts.training]).toContain(7)
      expect(parts.test).toHaveLength(10)
    }
  })

  it('refuses where nothing is left to learn from', () => {
    expect(() => splitRows(1, { ...seeded, test: 0.5 }, null)).toThrow(StudioError)
  })
})
