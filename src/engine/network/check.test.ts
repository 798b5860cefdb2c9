import { describe, expect, it } from 'vitest'
import { languages } from '#contract/language.ts'
import type { PlanProblem, SettingValue } from '#contract/network.ts'
import { Plan } from '#contract/plan.ts'
import { describeProblem } from '#contract/wording/problems.ts'
import type { ProblemKey } from '#contract/wording/problems.ts'
import { checkPlan } from './check.ts'
import type { PlanFacts } from './facts.ts'
import { buildProgram } from './program.ts'

const usualFacts: PlanFacts = { inputs: 3, task: 'binary', classes: 2, trainingRows: 100, validationRows: 20 }
const numbers: Partial<PlanFacts> = { task: 'regression', classes: 0 }
const several: Partial<PlanFacts> = { task: 'multiclass', classes: 3 }

interface Case {
  layers?: object[]
  output?: object
  training?: object
  facts?: Partial<PlanFacts>
  expected: Omit<PlanProblem, 'problem'>
}

const hidden = { id: 'layer-1', type: 'dense', units: 8, activation: 'relu' }
const inLayer = (layer: number) => ({ place: 'layer', layerId: `layer-${layer}`, layer }) as const
const inOutput = { place: 'output', layerId: 'output' } as const
const set = (setting: string, value: SettingValue) => ({ kind: 'set', setting, value }) as const
const insert = (at: number, type: string, settings: Record<string, SettingValue> = {}) => ({ kind: 'insertLayer', at, type, settings }) as const
const image = { id: 'layer-1', type: 'reshape', height: 4, width: 4, channels: 1 }
const coded = { codes: [{ at: 1, size: 3 }] }
const activationNames = 'linear, relu, leakyRelu, elu, selu, gelu, silu, tanh, sigmoid, hardSigmoid, softplus, softsign, softmax'

/** One plan for each problem there is; a new problem does not compile before it has one. */
const cases: Record<ProblemKey, Case> = {
  'setting.notANumber': { layers: [{ ...hidden, units: 'many' }], expected: { ...inLayer(1), severity: 'error', setting: 'units', value: 'many', fix: set('units', 64) } },
  'setting.notWhole': { layers: [{ ...hidden, units: 2.6 }], expected: { ...inLayer(1), severity: 'error', setting: 'units', value: '2.6', fix: set('units', 3) } },
  'setting.range': { layers: [hidden, { id: 'layer-2', type: 'dropout', rate: -0.1 }], expected: { ...inLayer(2), severity: 'error', setting: 'rate', value: '-0.1', expected: '≥ 0, < 1', fix: set('rate', 0.5) } },
  'setting.notASwitch': { layers: [{ ...hidden, useBias: 'yes' }], expected: { ...inLayer(1), severity: 'error', setting: 'useBias', value: 'yes', fix: set('useBias', true) } },
  'setting.choice': { layers: [hidden, { id: 'layer-2', type: 'activation', activation: 'reluu' }], expected: { ...inLayer(2), severity: 'error', setting: 'activation', value: 'reluu', expected: activationNames, fix: set('activation', 'relu') } },
  'setting.unknown': { layers: [{ ...hidden, unitz: 4 }], expected: { ...inLayer(1), severity: 'warning', setting: 'unitz', value: '4' } },
  'layer.unknown': { layers: [hidden, { id: 'layer-2', type: 'lstm' }], expected: { ...inLayer(2), severity: 'error', value: 'lstm', fix: { kind: 'removeLayer' } } },
  'layer.sameId': { layers: [hidden, { id: 'layer-2', type: 'dropout' }, hidden], expected: { place: 'layer', layerId: 'layer-1', layer: 3, severity: 'error', value: 'layer-1', fix: { kind: 'removeLayer' } } },
  'layer.noUnits': { layers: [{ ...hidden, units: 0 }], expected: { ...inLayer(1), severity: 'error', setting: 'units', value: '0', expected: '≥ 1, ≤ 65536', fix: set('units', 64) } },
  'layer.dropsAll': { layers: [hidden, { id: 'layer-2', type: 'dropout', rate: 1 }], expected: { ...inLayer(2), severity: 'error', setting: 'rate', value: '1', expected: '≥ 0, < 1', fix: set('rate', 0.5) } },
  'layer.straight': { layers: [{ ...hidden, activation: 'linear' }, { id: 'layer-2', type: 'dropout' }], expected: { ...inLayer(1), severity: 'warning', setting: 'activation', fix: set('activation', 'relu') } },
  'layer.shares': { layers: [{ ...hidden, activation: 'softmax' }], expected: { ...inLayer(1), severity: 'warning', setting: 'activation', fix: set('activation', 'relu') } },
  'layer.zeroWeights': { layers: [{ ...hidden, kernelInitializer: 'zeros' }], expected: { ...inLayer(1), severity: 'warning', setting: 'kernelInitializer', fix: set('kernelInitializer', { type: 'glorotUniform' }) } },
  'layer.needsMatrix': { layers: [{ ...hidden, biasInitializer: 'orthogonal' }], expected: { ...inLayer(1), severity: 'error', setting: 'biasInitializer', fix: set('biasInitializer', { type: 'zeros' }) } },
  'layer.batchOfOne': { layers: [hidden, { id: 'layer-2', type: 'batchNormalization' }], training: { batchSize: 1 }, expected: { ...inLayer(2), severity: 'warning' } },
  'layer.needsList': { layers: [image, { ...hidden, id: 'layer-2' }], facts: { inputs: 16 }, expected: { ...inLayer(2), severity: 'error', value: '4 × 4 × 1', fix: insert(1, 'flatten') } },
  'layer.needsImage': { layers: [{ id: 'layer-1', type: 'maxPooling2d' }, { id: 'layer-2', type: 'flatten' }], facts: { inputs: 48 }, expected: { ...inLayer(1), severity: 'error', value: '48', fix: insert(0, 'reshape', { height: 4, width: 4, channels: 3 }) } },
  'layer.needsSequence': { layers: [{ id: 'layer-1', type: 'conv1d', activation: 'relu' }, { id: 'layer-2', type: 'flatten' }], expected: { ...inLayer(1), severity: 'error', value: '3', fix: insert(0, 'reshape', { height: 0, width: 3, channels: 1 }) } },
  'layer.windowTooLarge': { layers: [image, { id: 'layer-2', type: 'conv2d', kernelSize: 5, activation: 'relu' }, { id: 'layer-3', type: 'flatten' }], facts: { inputs: 16 }, expected: { ...inLayer(2), severity: 'error', setting: 'kernelSize', value: '5', expected: '4 × 4', fix: set('kernelSize', 4) } },
  'layer.reshapeCount': { layers: [{ id: 'layer-1', type: 'reshape' }, { id: 'layer-2', type: 'flatten' }], facts: { inputs: 64 }, expected: { ...inLayer(1), severity: 'error', setting: 'width', value: '28 × 28 × 1', expected: '64', fix: { kind: 'setAll', settings: { height: 8, width: 8, channels: 1 } } } },
  'layer.addUnknown': { layers: [hidden, { ...hidden, id: 'layer-2' }, { id: 'layer-3', type: 'add', from: 'layer-4' }], expected: { ...inLayer(3), severity: 'error', setting: 'from', value: 'layer-4', fix: set('from', 'layer-1') } },
  'layer.addShapes': { layers: [hidden, { ...hidden, id: 'layer-2', units: 4 }, { id: 'layer-3', type: 'add', from: 'layer-1' }], facts: { inputs: 4 }, expected: { ...inLayer(3), severity: 'error', setting: 'from', value: '8', expected: '4', fix: set('from', 'input') } },
  'layer.embeddingFirst': { layers: [{ id: 'layer-1', type: 'embedding' }, { ...hidden, id: 'layer-2' }, { id: 'layer-3', type: 'embedding' }], facts: coded, expected: { ...inLayer(3), severity: 'error', fix: { kind: 'removeLayer' } } },
  'layer.embeddingWithoutCodes': { layers: [{ id: 'layer-1', type: 'embedding' }], expected: { ...inLayer(1), severity: 'warning', fix: { kind: 'removeLayer' } } },
  'recipe.codesWithoutEmbedding': { facts: coded, expected: { place: 'recipe', severity: 'warning', fix: insert(0, 'embedding') } },
  'network.allOff': { layers: [{ ...hidden, enabled: false }], expected: { place: 'output', severity: 'warning' } },
  'network.memory': { layers: [{ ...hidden, units: 10_000 }, { id: 'layer-2', type: 'dense', units: 10_000, activation: 'relu' }], expected: { ...inLayer(2), severity: 'error', setting: 'units', value: '3.5 GB', expected: '1.5 GB', fix: set('units', 2500) } },
  'output.unknownActivation': { output: { activation: 'tan' }, expected: { ...inOutput, severity: 'error', setting: 'activation', value: 'tan', fix: set('activation', 'sigmoid') } },
  'output.oneShare': { output: { activation: 'softmax' }, expected: { ...inOutput, severity: 'error', setting: 'activation', value: 'softmax', fix: set('activation', 'sigmoid') } },
  'output.needsSigmoid': { output: { activation: 'relu' }, expected: { ...inOutput, severity: 'error', setting: 'activation', value: 'relu', fix: set('activation', 'sigmoid') } },
  'output.needsSoftmax': { output: { activation: 'sigmoid' }, facts: several, expected: { ...inOutput, severity: 'error', setting: 'activation', value: 'sigmoid', fix: set('activation', 'softmax') } },
  'output.constant': { output: { activation: 'softmax' }, facts: numbers, expected: { ...inOutput, severity: 'error', setting: 'activation', value: 'softmax', fix: set('activation', 'linear') } },
  'output.needsPositive': { output: { activation: 'relu' }, training: { loss: { type: 'poisson' } }, facts: { ...numbers, targetFromZero: true }, expected: { ...inOutput, severity: 'error', setting: 'activation', value: 'relu', fix: set('activation', 'softplus') } },
  'output.bounded': { output: { activation: 'tanh' }, facts: numbers, expected: { ...inOutput, severity: 'warning', setting: 'activation', value: 'tanh', fix: set('activation', 'linear') } },
  'training.unknownOptimizer': { training: { optimizer: { type: 'lbfgs' } }, expected: { place: 'training', severity: 'error', setting: 'optimizer', value: 'lbfgs', expected: 'sgd, rmsprop, adam, adamw, nadam, adamax, adagrad, adadelta, lion', fix: set('optimizer', { type: 'adam' }) } },
  'training.unknownSchedule': { training: { schedule: { type: 'cosine' } }, expected: { place: 'training', severity: 'error', setting: 'schedule', value: 'cosine', expected: 'constant, cosineDecay, oneCycle, reduceOnPlateau, step, exponentialDecay, inverseTimeDecay, polynomialDecay, cosineDecayRestarts', fix: set('schedule', { type: 'constant' }) } },
  'training.unknownLoss': { training: { loss: { type: 'cosine' } }, expected: { place: 'training', severity: 'error', setting: 'loss', value: 'cosine', fix: set('loss', 'auto') } },
  'training.lossNeedsTwo': { training: { loss: { type: 'binaryCrossentropy' } }, facts: several, expected: { place: 'training', severity: 'error', setting: 'loss', value: 'binaryCrossentropy', expected: 'categoricalCrossentropy', fix: set('loss', 'auto') } },
  'training.lossNeedsSeveral': { training: { loss: { type: 'categoricalCrossentropy' } }, expected: { place: 'training', severity: 'error', setting: 'loss', value: 'categoricalCrossentropy', expected: 'binaryCrossentropy', fix: set('loss', 'auto') } },
  'training.lossNeedsClasses': { training: { loss: { type: 'squaredHinge' } }, facts: numbers, expected: { place: 'training', severity: 'error', setting: 'loss', value: 'squaredHinge', expected: 'meanSquaredError', fix: set('loss', 'auto') } },
  'training.lossNeedsCounts': { training: { loss: { type: 'poisson' } }, facts: numbers, expected: { place: 'training', severity: 'error', setting: 'loss', value: 'poisson', expected: 'meanSquaredError', fix: set('loss', 'auto') } },
  'training.severalClips': { training: { optimizer: { type: 'adam', clipvalue: 1, globalClipnorm: 2 } }, expected: { place: 'training', severity: 'error', setting: 'clipvalue', expected: 'globalClipnorm', fix: set('optimizer.clipvalue', 0) } },
  'training.warmupBeyondRun': { training: { epochs: 20, schedule: { type: 'cosineDecay', warmupEpochs: 20 } }, expected: { place: 'training', severity: 'error', setting: 'warmupEpochs', value: '20', expected: '20', fix: set('schedule.warmupEpochs', 2) } },
  'training.scheduleTooSlow': { training: { schedule: { type: 'step', everyEpochs: 12 } }, expected: { place: 'training', severity: 'warning', setting: 'everyEpochs', value: '12', expected: '10', fix: set('schedule.everyEpochs', 3) } },
  'training.rateEndsEarly': { training: { schedule: { type: 'cosineDecay', decayEpochs: 5, warmupEpochs: 2 } }, expected: { place: 'training', severity: 'warning', setting: 'decayEpochs', value: '7', expected: '10', fix: set('schedule.decayEpochs', 0) } },
  'training.rateDoesNotFall': { training: { schedule: { type: 'polynomialDecay', endLearningRate: 0.02 } }, expected: { place: 'training', severity: 'warning', setting: 'endLearningRate', value: '0.02', expected: '0.001', fix: set('schedule.endLearningRate', 0.00001) } },
  'training.plateauWithoutValidation': { training: { schedule: { type: 'reduceOnPlateau', patience: 2 } }, facts: { validationRows: 0 }, expected: { place: 'training', severity: 'warning', setting: 'schedule' } },
  'training.unknownMetric': { training: { metrics: ['accuracy', 'mse'] }, expected: { place: 'training', severity: 'warning', setting: 'metrics', value: 'mse', expected: 'accuracy, precision, recall, auc' } },
  'training.largeLearningRate': { training: { optimizer: { type: 'adam', learningRate: 0.1 } }, expected: { place: 'training', severity: 'warning', setting: 'learningRate', value: '0.1', expected: '0.001', fix: set('optimizer.learningRate', 0.001) } },
  'training.batchBeyondRows': { training: { batchSize: 101 }, expected: { place: 'training', severity: 'warning', setting: 'batchSize', value: '101', expected: '100', fix: set('batchSize', 32) } },
  'training.stopWithoutValidation': { training: { earlyStopping: { enabled: true } }, facts: { validationRows: 0 }, expected: { place: 'training', severity: 'warning', setting: 'earlyStopping.enabled' } },
  'training.weightsWithoutClasses': { training: { classWeights: 'balanced' }, facts: numbers, expected: { place: 'training', severity: 'warning', setting: 'classWeights', fix: set('classWeights', 'none') } },
  'training.cannotFuse': { training: { arithmetic: 'fast' }, facts: { fuses: false }, expected: { place: 'training', severity: 'warning', setting: 'arithmetic', fix: set('arithmetic', 'exact') } },
  'training.weightsWithoutCrossentropy': { training: { classWeights: 'balanced', loss: { type: 'huber' } }, expected: { place: 'training', severity: 'warning', setting: 'classWeights', fix: set('classWeights', 'none') } },
  'recipe.noInputs': { facts: { inputs: 0 }, expected: { place: 'recipe', severity: 'error' } },
}

function planOf({ layers = [hidden], output = {}, training = {} }: Omit<Case, 'expected'>): Plan {
  return Plan.parse({ version: 1, network: { layers, output }, training })
}

const factsOf = ({ facts = {} }: Pick<Case, 'facts'>): PlanFacts => ({ ...usualFacts, ...facts })
const problemsOf = (plan: Plan, facts = usualFacts): PlanProblem[] => checkPlan(plan, facts).problems

/** What a click on the fix does. */
function mended(plan: Plan, { fix, place, layer = 0 }: PlanProblem): Plan {
  if (fix === undefined) throw new Error('nothing to mend it with')
  const { network, training } = plan
  if (fix.kind === 'insertLayer') return Plan.parse({ ...plan, network: { ...network, layers: network.layers.toSpliced(fix.at, 0, { ...fix.settings, id: 'inserted', type: fix.type }) } })
  if (place === 'layer') {
    const settings = fix.kind === 'setAll' ? fix.settings : fix.kind === 'set' ? { [fix.setting]: fix.value } : {}
    const layers = fix.kind === 'removeLayer' ? network.layers.toSpliced(layer - 1, 1) : network.layers.map((own, at) => (at === layer - 1 ? Object.assign({}, own, settings) : own))
    return Plan.parse({ ...plan, network: { ...network, layers } })
  }
  if (fix.kind !== 'set') throw new Error('only layers can be removed')
  if (place === 'output') return Plan.parse({ ...plan, network: { ...network, output: { ...network.output, [fix.setting]: fix.value } } })
  const [first = '', inner] = fix.setting.split('.')
  const old: unknown = Object.entries(training).find(([name]) => name === first)?.[1]
  return Plan.parse({ ...plan, training: { ...training, [first]: inner === undefined ? fix.value : Object.assign({}, old, { [inner]: fix.value }) } })
}

describe('a plan without problems', () => {
  it.each([['binary', {}], ['multiclass', several], ['regression', numbers]] as const)('has none: %s', (_, facts) => {
    expect(problemsOf(planOf({}), factsOf({ facts }))).toEqual([])
    expect(problemsOf(planOf({ layers: [] }), factsOf({ facts }))).toEqual([])
  })

  it('has none for counts with the Poisson loss, whose automatic output is above 0', () => {
    const plan = planOf({ training: { loss: { type: 'poisson' } } })
    const facts = factsOf({ facts: { ...numbers, targetFromZero: true } })
    expect(problemsOf(plan, facts)).toEqual([])
    expect(checkPlan(plan, facts).output.activation).toBe('softplus')
  })
})

const all = Object.entries(cases).map(([problem, own]) => ({ problem, own, plan: planOf(own), facts: factsOf(own), told: { problem, ...own.expected } }))

describe('each problem there is', () => {
  it.each(all)('is the one problem of a plan made for it, at its place, with its fix: $problem', ({ plan, facts, told }) => {
    expect(problemsOf(plan, facts)).toEqual([told])
  })

  it.each(all)('is said in both languages: $problem', ({ told }) => {
    for (const language of languages) {
      const sentence = describeProblem(told, language)
      expect(sentence).toMatch(language === 'en' ? /^[^\p{Script=Han}]+\.$/u : /\p{Script=Han}.*。$/u)
      expect(sentence).not.toMatch(/undefined|“”/)
    }
  })

  it.each(all.filter(({ told }) => told.fix !== undefined))('is gone when its fix is applied, and no other comes: $problem', ({ plan, facts, told }) => {
    expect(problemsOf(mended(plan, told), facts)).toEqual([])
  })

  it.each(all.filter(({ told }) => told.severity === 'warning'))('that is a warning keeps nobody from training: $problem', ({ plan, facts }) => {
    expect(() => buildProgram(plan, facts)).not.toThrow()
  })
})

describe('problems', () => {
  it('are all told at once, errors first, then in the order of the network', () => {
    const layers = [{ ...hidden, activation: 'softmax' }, { id: 'layer-2', type: 'dropout', rate: 2 }, { ...hidden, id: 'layer-3', units: 0 }]
    const problems = problemsOf(planOf({ layers, output: { activation: 'tan' }, training: { batchSize: 500, loss: { type: 'cosine' } } }))
    expect(problems.map(({ problem }) => problem)).toEqual(['setting.range', 'layer.noUnits', 'output.unknownActivation', 'training.unknownLoss', 'layer.shares', 'training.batchBeyondRows'])
  })

  it('of a layer that is switched off are none, but for its id', () => {
    expect(problemsOf(planOf({ layers: [hidden, { ...hidden, id: 'layer-2', units: 0, enabled: false }, { id: 'layer-3', type: 'conv2d', enabled: false }] }))).toEqual([])
    expect(problemsOf(planOf({ layers: [hidden, { ...hidden, enabled: false }] })).map(({ problem }) => problem)).toEqual(['layer.sameId'])
  })

  it('include a layer that is called as the output is: their weights would have the same names', () => {
    const plan = planOf({ layers: [{ ...hidden, id: 'output' }] })
    const [problem] = problemsOf(plan)
    expect(problem).toEqual({ problem: 'layer.sameId', severity: 'error', place: 'layer', layerId: 'output', layer: 1, value: 'output', fix: { kind: 'removeLayer' } })
    expect(problem && problemsOf(mended(plan, problem))).toEqual([])
  })

  it.each([
    ['kernelInitializer', { type: 'randomNormal', stddev: -1 }, 'setting.range', { type: 'randomNormal', mean: 0, stddev: 0.05 }],
    ['kernelInitializer', { type: 'heNormal', gain: 2 }, 'setting.unknown', { type: 'heNormal' }],
    ['kernelInitializer', 'kaiming', 'setting.choice', { type: 'glorotUniform' }],
    ['kernelInitializer', 7, 'setting.choice', { type: 'glorotUniform' }],
    // Weights have to start somewhere: only penalties can be none.
    ['kernelInitializer', null, 'setting.choice', { type: 'glorotUniform' }],
    ['kernelInitializer', 'none', 'setting.choice', { type: 'glorotUniform' }],
    ['biasRegularizer', { type: 'l2', l2: 'much' }, 'setting.notANumber', { type: 'l2', l2: 0.01 }],
    ['biasRegularizer', { type: 'l3' }, 'setting.choice', null],
  ] as const)('of %s, %j, are mended as a whole: %s', (setting, value, key, fix) => {
    const plan = planOf({ layers: [{ ...hidden, [setting]: value }] })
    const [problem, ...others] = problemsOf(plan)
    expect(problem).toMatchObject({ problem: key, setting, fix: { kind: 'set', setting, value: fix } })
    expect(others).toEqual([])
    expect(problem && problemsOf(mended(plan, problem))).toEqual([])
  })

  it('of the output\'s starting weights are its own', () => {
    const plan = planOf({ output: { kernelInitializer: { type: 'constant', value: 2000 } } })
    const [problem] = problemsOf(plan)
    expect(problem).toMatchObject({ problem: 'setting.range', place: 'output', layerId: 'output', setting: 'kernelInitializer', fix: { value: { type: 'constant', value: 0 } } })
    expect(problem && problemsOf(mended(plan, problem))).toEqual([])
  })

  it.each([
    ['optimizer', { type: 'sgd', momentum: 1 }, 'optimizer.momentum', 0],
    ['optimizer', { type: 'adam', learningRate: 0 }, 'optimizer.learningRate', 0.001],
    ['loss', { type: 'huber', delta: -1 }, 'loss.delta', 1],
  ] as const)('inside %s, %j, are mended by their path', (name, typed, path, value) => {
    const plan = planOf({ training: { [name]: typed } })
    const [problem] = problemsOf(plan)
    expect(problem).toMatchObject({ place: 'training', setting: path.split('.')[1], fix: { kind: 'set', setting: path, value } })
    expect(problem && problemsOf(mended(plan, problem))).toEqual([])
  })

  it.each([[0.4, 64], [-3.2, 64], [65_536.4, 65_536], [1e9 + 0.5, 65_536], [1.5, 2]])('of %d units are mended with a number in range, %d', (units, value) => {
    const plan = planOf({ layers: [{ ...hidden, units }] })
    const [problem] = problemsOf(plan)
    expect(problem?.fix).toEqual({ kind: 'set', setting: 'units', value })
    expect(problem && problemsOf(mended(plan, problem))).toEqual([])
  })
})

describe('a layer without a bend', () => {
  it.each([
    ['before a dense layer', [{ id: 'b', type: 'dense', activation: 'relu' }], true],
    ['before the output', [], true],
    ['before the output, with what is switched off in between', [{ id: 'b', type: 'activation', enabled: false }], true],
    ['before an activation', [{ id: 'b', type: 'activation' }], false],
    ['before a normalization', [{ id: 'b', type: 'batchNormalization' }, { id: 'c', type: 'activation' }], false],
  ])('%s', (_, after, straight) => {
    const problems = problemsOf(planOf({ layers: [{ ...hidden, activation: 'linear' }, ...after] }))
    expect(problems.some(({ problem, layer }) => problem === 'layer.straight' && layer === 1)).toBe(straight)
  })
})

describe('memory', () => {
  const dense = (id: number, units: number) => ({ ...hidden, id: `layer-${id}`, units })
  const large = { trainingRows: 1_000_000, validationRows: 10 }

  it.each([
    ['a wide layer', { layers: [dense(1, 60_000), dense(2, 2000)] }, { place: 'layer', layer: 2, setting: 'units' }],
    ['normalizations with more weights than the layer they follow', { layers: [dense(1, 60_000), ...Array.from({ length: 150 }, (_, id) => ({ id: `normalization-${id}`, type: 'batchNormalization' }))], facts: { inputs: 1 } }, { place: 'layer', layer: 1, setting: 'units' }],
    ['a batch too large', { layers: [dense(1, 1000), dense(2, 1000)], training: { batchSize: 65_536 }, facts: large }, { place: 'training', setting: 'batchSize' }],
  ])('is mended at once where one setting is to blame: %s', (_, own: Omit<Case, 'expected'>, place) => {
    const [problem, ...others] = problemsOf(planOf(own), factsOf(own))
    expect(problem).toMatchObject({ problem: 'network.memory', ...place })
    expect(others).toEqual([])
    expect(problem && problemsOf(mended(planOf(own), problem), factsOf(own))).toEqual([])
  })

  it('is mended step by step where no layer alone is to blame', () => {
    let plan = planOf({ layers: [1, 2, 3, 4, 5, 6, 7, 8].map((id) => dense(id, 4096)) })
    let clicks = 0
    for (let [problem] = problemsOf(plan); problem !== undefined; [problem] = problemsOf(plan)) {
      plan = mended(plan, problem)
      expect(++clicks).toBeLessThan(10)
    }
    expect(clicks).toBeGreaterThan(1)
  })

  it.each([
    ['without layers', []],
    ['whatever its layers are', [dense(1, 64)]],
  ])('of very many inputs has no fix in the network %s', (_, layers) => {
    const problems = problemsOf(planOf({ layers }), { ...usualFacts, inputs: 50_000_000 })
    expect(problems).toMatchObject([{ problem: 'network.memory', place: 'output' }])
    expect(problems[0]).not.toHaveProperty('fix')
  })
})
