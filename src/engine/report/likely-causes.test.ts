import { describe, expect, it } from 'vitest'
import type { LikelyCause } from '#contract/likely-cause.ts'
import { Plan } from '#contract/plan.ts'
import type { ClassificationAnswer, EpochRecord, Estimate, RegressionAnswer } from '#contract/run.ts'
import { wilson } from '#contract/wilson.ts'
import { likelyCauses, type KnownOfRun } from './likely-causes.ts'

const about = (value: number, within: number): Estimate => ({ value, low: value - within, high: value + within })
const [none, clear, behind] = [about(0, 0.1), about(0.3, 0.1), about(-0.2, 0.05)]

function classes(changes: Partial<ClassificationAnswer> = {}): ClassificationAnswer {
  const right = changes.right ?? 60
  const rows = changes.rows ?? 120
  return {
    kind: 'classification', rows, right, accuracy: wilson(right, rows), guessing: { answer: 'no', right: 60 }, linear: { right: 90, overGuessing: clear }, overGuessing: none, overLinear: about(0, 0.1),
    positive: null, classes: ['no', 'yes'], learnedRows: [200, 200], confusion: [[30, 30], [30, 30]], mistakes: [], cutOff: null, ...changes,
  }
}
function numbers(changes: Partial<RegressionAnswer> = {}): RegressionAnswer {
  return { kind: 'regression', rows: 120, target: 'y', meanAbsoluteError: about(6, 1), guessing: { answer: 20, meanAbsoluteError: 6 }, linear: { meanAbsoluteError: 3, overGuessing: clear }, overGuessing: none, overLinear: about(0, 0.1), r2: 0, points: [], ...changes }
}
function epochs(training: readonly number[], validation: readonly number[] = []): EpochRecord[] {
  return training.map((loss, at) => {
    const watched = validation[at]
    return { epoch: at + 1, step: at + 1, seconds: 1, learningRate: 0.001, training: { loss }, validation: watched === undefined ? {} : { loss: watched }, layers: [] }
  })
}
const network = { layers: [{ id: 'layer-1', type: 'dense', units: 64, activation: 'relu' }] }
const settled = [0.7, 0.5, 0.4, 0.35, 0.34, 0.335, 0.335, 0.335, 0.335, 0.335]

interface Changes extends Partial<Omit<KnownOfRun, 'plan' | 'report'>> {
  answer?: KnownOfRun['report']['answer']
  training?: object
  trainingRight?: number
  trainingMiss?: number
  rows?: number
  inputs?: number
  layers?: object[]
}
function run({ answer = classes(), training = {}, trainingRight = 0.55, trainingMiss = 5.5, rows = 400, inputs = 4, layers = network.layers, ...known }: Changes = {}): KnownOfRun {
  return {
    plan: Plan.parse({ version: 1, network: { layers }, training: { epochs: 10, ...training } }),
    epochs: epochs(settled, settled),
    reason: 'completed',
    parameters: 385,
    ...known,
    report: { rows: { training: rows, validation: 100, test: answer.rows }, inputs, metrics: { training: { accuracy: trainingRight, mae: trainingMiss }, validation: {}, test: {} }, answer },
  }
}
const causes = (changes: Changes): LikelyCause[] => likelyCauses(run(changes))
const kinds = (changes: Changes): string[] => causes(changes).map(({ kind }) => kind)
const saysNothing = classes({ linear: { right: 61, overGuessing: none } })

describe('likelyCauses', () => {
  it('names none for a good result, whatever its run looked like, nor where the run ended otherwise', () => {
    const good = classes({ right: 110, overGuessing: clear, overLinear: about(0, 0.02) })
    expect(kinds({ answer: good, trainingRight: 0.97, epochs: epochs([0.7, 0.6, 0.5, 0.4], [0.7, 0.6, 0.5, 0.4]), rows: 50, inputs: 30 })).toEqual([])
    expect(kinds({ answer: saysNothing, reason: 'diverged' })).toEqual([])
    expect(kinds({ answer: saysNothing })).toEqual(['columnsSayNothing'])
  })

  it('says that the columns say nothing only where a linear model learned nothing from them either', () => {
    expect(causes({ answer: saysNothing })).toEqual([{ kind: 'columnsSayNothing', measure: 'right', linear: 61, guessing: 60, rows: 120, stage: 'prepare' }])
    expect(kinds({})).not.toContain('columnsSayNothing')
    expect(kinds({ answer: classes({ linear: { right: 61 } }) })).not.toContain('columnsSayNothing')
    expect(causes({ answer: numbers({ linear: { meanAbsoluteError: 5.9, overGuessing: none } }) })[0]).toMatchObject({ kind: 'columnsSayNothing', measure: 'miss', linear: 5.9, guessing: 6 })
    // Guessing "no" is right on 110 of 120, which no linear model beats by being right; whether it finds some is another question.
    const rare = classes({ right: 110, guessing: { answer: 'no', right: 110 }, positive: { answer: 'yes', actual: 10, said: 2, hit: 0 }, linear: { right: 110, overGuessing: none } })
    expect(kinds({ answer: rare })).not.toContain('columnsSayNothing')
  })

  it('sees rows learned by heart in a clear gap, and in a validation loss that turned', () => {
    const [gap] = causes({ answer: classes({ right: 75, overGuessing: clear }), trainingRight: 0.99 })
    expect(gap).toMatchObject({ kind: 'memorising', gap: { measure: 'right', training: 0.99, test: 0.625 }, course: null, change: { place: 'layer', fix: { kind: 'insertLayer', at: 1, type: 'dropout', settings: { rate: 0.3 } } } })
    const [turned] = causes({ epochs: epochs([0.7, 0.4, 0.2, 0.02], [0.6, 0.5, 0.7, 0.9]) })
    expect(turned).toMatchObject({ kind: 'memorising', course: { best: { epoch: 2, loss: 0.5 }, last: { epoch: 4, loss: 0.9 }, trainingLoss: 0.02 }, change: { fix: { settings: { 'earlyStopping.enabled': true, 'earlyStopping.restoreBest': true } } } })
    // The best epoch's weights were kept: what came after is not in the result.
    expect(kinds({ epochs: epochs([0.7, 0.4, 0.2, 0.02], [0.6, 0.5, 0.7, 0.9]), training: { earlyStopping: { enabled: true } } })).not.toContain('memorising')
    expect(kinds({ answer: classes({ right: 115, overGuessing: clear }), trainingRight: 1 })).toEqual([])
    expect(causes({ answer: numbers({ overGuessing: clear, meanAbsoluteError: about(6, 1) }), trainingMiss: 2 })[0]).toMatchObject({ kind: 'memorising', gap: { measure: 'miss', training: 2, test: 6 } })
    expect(kinds({ answer: numbers({ overGuessing: clear, meanAbsoluteError: about(6, 1) }), trainingMiss: 4 })).toEqual([])
  })

  it('halves the widest layer where there is dropout already, and leaves a small network to the person', () => {
    const bad = { answer: classes({ right: 75, overGuessing: clear }), trainingRight: 0.99 }
    const dropout = { id: 'layer-9', type: 'dropout', rate: 0.5 }
    expect(causes({ ...bad, layers: [...network.layers, dropout] })[0]?.change).toEqual({ place: 'layer', layerId: 'layer-1', fix: { kind: 'set', setting: 'units', value: 32 } })
    expect(causes({ ...bad, layers: [{ id: 'a', type: 'dense', units: 4 }, dropout] })[0]).not.toHaveProperty('change')
  })

  it('sees a loss that was still falling when the epochs were over, by the rows that were watched', () => {
    const falling = epochs([0.7, 0.69, 0.66, 0.62, 0.57], [0.7, 0.69, 0.67, 0.64, 0.6])
    expect(causes({ epochs: falling })[0]).toMatchObject({ kind: 'stillImproving', watched: 'validation', from: { epoch: 4, loss: 0.64 }, to: { epoch: 5, loss: 0.6 }, epochs: 30, change: { place: 'training', fix: { kind: 'set', setting: 'epochs', value: 30 } } })
    expect(causes({ epochs: epochs([0.7, 0.6, 0.5, 0.4]) })[0]).toMatchObject({ kind: 'stillImproving', watched: 'training' })
    expect(causes({ epochs: falling, reason: 'finishedByPerson' })[0]).not.toHaveProperty('change')
    expect(kinds({ epochs: falling, reason: 'stoppedEarly' })).not.toContain('stillImproving')
    expect(kinds({ epochs: epochs(settled, settled) })).not.toContain('stillImproving')
  })

  it('tells a learning rate that is too large from one that is too small', () => {
    const jumpy = epochs([0.9, 1.4, 0.8, 1.6, 0.9, 1.5])
    expect(causes({ epochs: jumpy, training: { optimizer: { type: 'adam', learningRate: 0.5 } } })[0]).toMatchObject({ kind: 'rateTooLarge', rate: 0.5, better: 0.001, rises: 3, change: { fix: { setting: 'optimizer.learningRate', value: 0.001 } } })
    expect(kinds({ epochs: epochs([0.9, 0.7, 0.6, 0.55]), training: { optimizer: { type: 'adam', learningRate: 0.5 } } })).not.toContain('rateTooLarge')
    const flat = epochs([0.693, 0.692, 0.691, 0.69])
    expect(causes({ epochs: flat, training: { optimizer: { type: 'adam', learningRate: 0.00001 } } })[0]).toMatchObject({ kind: 'rateTooSmall', rate: 0.00001, better: 0.001 })
    expect(causes({ epochs: flat })[0]).toMatchObject({ kind: 'rateTooSmall', rate: 0.001, better: 0.01 })
    expect(causes({ epochs: flat, training: { optimizer: { type: 'sgd', learningRate: 1 } } })[0]).toMatchObject({ kind: 'rateTooLarge', better: 0.01 })
  })

  it('counts rows against inputs, test rows against what they can tell, and a rare answer that is mostly missed', () => {
    expect(causes({ rows: 60, inputs: 30 })[0]).toMatchObject({ kind: 'fewRows', rows: 60, inputs: 30 })
    expect(kinds({ rows: 300, inputs: 30 })).not.toContain('fewRows')
    expect(causes({ answer: classes({ rows: 18, right: 12, overGuessing: about(0.17, 0.2), guessing: { answer: 'no', right: 9 } }) })[0]).toMatchObject({ kind: 'fewTestRows', rows: 18 })
    const rare = classes({ learnedRows: [380, 20], confusion: [[100, 10], [9, 1]] })
    expect(causes({ answer: rare })[0]).toMatchObject({ kind: 'rareAnswer', answer: 'yes', learned: 20, of: 400, found: 1, actual: 10, change: { fix: { setting: 'classWeights', value: 'balanced' } } })
    const ahead = { value: 0.05, low: 0.02, high: 0.08 }
    expect(kinds({ answer: { ...rare, overGuessing: ahead, overLinear: ahead } })).toEqual(['rareAnswer'])
    expect(kinds({ answer: rare, training: { classWeights: 'balanced' } })).not.toContain('rareAnswer')
    expect(kinds({ answer: classes({ learnedRows: [380, 20], confusion: [[100, 10], [3, 7]] }) })).not.toContain('rareAnswer')
  })

  it('sets a network that does worse than a linear model beside its parameters, and never names more than three', () => {
    const worse = classes({ right: 75, overGuessing: clear, overLinear: behind })
    expect(causes({ answer: worse, parameters: 385 })).toEqual([{ kind: 'largerThanNeeded', parameters: 385, linearParameters: 5, rows: 400, stage: 'network' }])
    expect(kinds({ answer: worse, layers: [] })).toEqual([])
    expect(kinds({ answer: worse, parameters: 39 })).toEqual([])
    const all = kinds({ answer: classes({ ...saysNothing, overLinear: behind, learnedRows: [58, 2], confusion: [[60, 0], [60, 0]] }), rows: 60, inputs: 30, epochs: epochs([0.7, 0.4, 0.2, 0.02], [0.6, 0.5, 0.7, 0.9]), trainingRight: 1 })
    expect(all).toEqual(['rareAnswer', 'columnsSayNothing', 'memorising'])
  })
})
