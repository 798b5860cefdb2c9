/** Which rows learn, which watch and which judge. Works on positions and labels; knows no columns. */
import type { Split } from '#contract/recipe.ts'
import { StudioError } from '#contract/errors.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { shareOut } from './share-out.ts'
import { seededPermutation } from './seeded-permutation.ts'

export interface Parts {
  training: Int32Array
  validation: Int32Array
  test: Int32Array
}

/**
 * Splits the positions 0 .. count - 1. `labels` are class indices by position (null: no classes), needed to stratify.
 *
 * `sklearn` mode gives scikit-learn 1.9's `train_test_split(test_size, random_state, stratify)`, in its order of rows, and
 * takes the last share of the training rows for validation, as Keras's `validation_split` does. `seeded` mode uses the
 * generator of the rest of the studio and keeps the file's order within each part. `ordered` mode takes the positions as they
 * come: training first, then validation, then test, never stratified. Sizes are the same in all.
 *
 * @throws StudioError 'recipe.tooFewRows' where nothing is left for training; in `sklearn` mode also where scikit-learn
 * refuses to stratify (problem 'stratify.classTooRare').
 */
export function splitRows(count: number, split: Split, labels: Int32Array | null): Parts {
  const testCount = split.test > 0 ? Math.ceil(count * split.test) : 0
  const rest = count - testCount
  const trainingCount = split.validation > 0 ? Math.floor(rest * (1 - split.validation)) : rest
  if (trainingCount < 1) throw new StudioError('recipe.tooFewRows', { count, expected: '2' })
  const strata = split.stratify && labels !== null ? positionsByLabel(labels) : null
  switch (split.mode) {
    case 'sklearn':
      return splitLikeScikitLearn(count, testCount, trainingCount, split.seed, strata)
    case 'seeded':
      return strata === null
        ? splitSeeded(count, testCount, trainingCount, split.seed)
        : splitSeededByClass(strata, testCount, trainingCount, split.seed)
    case 'ordered':
      return { training: upTo(0, trainingCount), validation: upTo(trainingCount, rest), test: upTo(rest, count) }
    default:
      return split.mode satisfies never
  }
}

/** scikit-learn refuses a class with one row when it stratifies; so do we, with the same condition. */
export function canStratify(classCounts: readonly number[], testCount: number): boolean {
  const count = classCounts.reduce((sum, rows) => sum + rows, 0)
  return classCounts.every((rows) => rows >= 2) && testCount >= classCounts.length && count - testCount >= classCounts.length
}

function splitLikeScikitLearn(count: number, testCount: number, trainingCount: number, seed: number, strata: Int32Array[] | null): Parts {
  if (testCount === 0) return { training: upTo(0, trainingCount), validation: upTo(trainingCount, count), test: new Int32Array(0) }
  const random = createMersenneTwister(seed)
  const { test, rest } = strata === null ? drawPlain() : drawByClass(strata)
  return { training: rest.slice(0, trainingCount), validation: rest.slice(trainingCount), test }

  function drawPlain(): { test: Int32Array; rest: Int32Array } {
    const order = random.permutation(count)
    return { test: order.slice(0, testCount), rest: order.slice(testCount) }
  }

  /** `StratifiedShuffleSplit._iter_indices`; every draw is made in its order, also those that choose among one. */
  function drawByClass(classes: Int32Array[]): { test: Int32Array; rest: Int32Array } {
    const counts = classes.map((positions) => positions.length)
    if (!canStratify(counts, testCount)) throw tooRare(counts)
    const choose = (from: number): Int32Array => random.permutation(from)
    const forTraining = shareOut(counts, count - testCount, choose)
    const remaining = counts.map((rows, index) => rows - (forTraining[index] ?? 0))
    const forTest = shareOut(remaining, testCount, choose)
    const rest: number[] = []
    const test: number[] = []
    classes.forEach((positions, index) => {
      const order = random.permutation(positions.length)
      const until = forTraining[index] ?? 0
      for (const at of order.subarray(0, until)) rest.push(positions[at] ?? 0)
      for (const at of order.subarray(until, until + (forTest[index] ?? 0))) test.push(positions[at] ?? 0)
    })
    const restInOrder = inOrder(rest, random.permutation(rest.length))
    return { test: inOrder(test, random.permutation(test.length)), rest: restInOrder }
  }
}

function splitSeeded(count: number, testCount: number, trainingCount: number, seed: number): Parts {
  const order = seededPermutation(count, seed, 0)
  const validationFrom = testCount + trainingCount
  return {
    test: order.slice(0, testCount).sort(),
    training: order.slice(testCount, validationFrom).sort(),
    validation: order.slice(validationFrom).sort(),
  }
}

function splitSeededByClass(strata: Int32Array[], testCount: number, trainingCount: number, seed: number): Parts {
  const counts = strata.map((positions) => positions.length)
  const count = counts.reduce((sum, rows) => sum + rows, 0)
  // A class with a single row is for learning: in the test it could only be missed.
  const shared = counts.map((rows) => (rows < 2 ? 0 : rows))
  const enough = shared.reduce((sum, rows) => sum + rows, 0) >= testCount
  // Ties go to the classes in a seeded order, so that no class is always the one that loses a row.
  const choose = (from: number): Int32Array => seededPermutation(from, seed, strata.length)
  const forTest = shareOut(enough ? shared : counts, testCount, choose)
  const remaining = counts.map((rows, index) => rows - (forTest[index] ?? 0))
  const forTraining = shareOut(remaining, Math.min(trainingCount, count - testCount), choose)
  const parts = { training: new Int32Array(trainingCount), validation: new Int32Array(count - testCount - trainingCount), test: new Int32Array(testCount) }
  const filled = { training: 0, validation: 0, test: 0 }
  strata.forEach((positions, index) => {
    const order = seededPermutation(positions.length, seed, index)
    const testUntil = forTest[index] ?? 0
    const trainingUntil = testUntil + (forTraining[index] ?? 0)
    order.forEach((at, drawn) => {
      const part = drawn < testUntil ? 'test' : drawn < trainingUntil ? 'training' : 'validation'
      parts[part][filled[part]++] = positions[at] ?? 0
    })
  })
  return { training: parts.training.sort(), validation: parts.validation.sort(), test: parts.test.sort() }
}

function upTo(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, index) => from + index)
}

function inOrder(values: number[], order: Int32Array): Int32Array {
  return order.map((at) => values[at] ?? 0)
}

/** Positions of each label, ascending; labels without rows are left out. */
function positionsByLabel(labels: Int32Array): Int32Array[] {
  const counts: number[] = []
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  const positions = Array.from(counts, (rows) => new Int32Array(rows ?? 0))
  const filled = positions.map(() => 0)
  labels.forEach((label, at) => {
    const next = filled[label] ?? 0
    const own = positions[label]
    if (own !== undefined) own[next] = at
    filled[label] = next + 1
  })
  return positions.filter((own) => own.length > 0)
}

function tooRare(counts: number[]): StudioError {
  return new StudioError('recipe.tooFewRows', { problem: 'stratify.classTooRare', count: Math.min(...counts), expected: '2' })
}
