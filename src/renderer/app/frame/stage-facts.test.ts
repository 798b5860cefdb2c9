import { describe, expect, it } from 'vitest'
import type { PlanCheck, PlanProblem } from '#contract/network.ts'
import type { RecipePreview } from '#contract/recipe.ts'
import type { RunState } from '#contract/run.ts'
import { messages } from '#renderer/locales/index.ts'
import { datasetOf, planOf, runOf } from '#test/answers/answers.ts'
import { type FactsOfProject, stageFacts } from './stage-facts.ts'

const nothing: FactsOfProject = { view: null, reading: false, plan: planOf(), recipe: null, recipeFailure: null, check: null, run: null, outdated: false, seconds: null, language: 'en' }
const recipe: RecipePreview = { task: 'binary', taskInferred: true, classes: [], positive: null, targetRange: null, targetFromZero: false, codes: [], learned: [], rows: { training: 3, validation: 1, test: 1, leftOut: 0 }, leftOutRows: [], columns: [], inputs: [], sample: { columns: [], before: [], after: [] }, findings: [] }
const checkOf = (...problems: PlanProblem[]): PlanCheck => ({ input: { shape: [2] }, layers: [], output: { id: 'output', shape: [1], parameters: 1, multiplyAdds: 1, units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' }, parameters: 1, multiplyAdds: 1, problems, estimatedSeconds: null, engine: { name: 'tfjs', reason: '' } })
const dense = (units: number, enabled = true) => ({ id: `layer-${units}`, type: 'dense', units, enabled })
const networkOf = (...layers: object[]) => planOf({ network: { layers } })
const ready = { view: datasetOf(['a', 'y'], { rows: 1234 }), plan: planOf({ recipe: { target: 'y' } }), recipe, check: checkOf() }

/** "state: fact", the fact by its key or as it is. */
function told(stage: keyof ReturnType<typeof stageFacts>, part: Partial<FactsOfProject>): string {
  const { state, fact } = stageFacts({ ...nothing, ...part })[stage]
  return `${state}: ${'text' in fact ? fact.text : [fact.key, ...Object.values(fact.params ?? {})].join(' ')}`
}

describe('what the rail says', () => {
  it('of an empty window is what is still to do', () => {
    expect(Object.values(stageFacts(nothing)).map(({ state, fact }) => ('key' in fact ? `${state}: ${fact.key}` : fact))).toEqual(['plain: noData', 'plain: noTarget', 'plain: noLayers', 'plain: notTrained', 'plain: after', 'plain: after'])
  })

  it('of the data is its size, or that it is being read', () => {
    expect([told('data', ready), told('data', { reading: true })]).toEqual(['done: table 1,234 2', 'plain: reading'])
  })

  it('of the preparation is the target, done once it was prepared', () => {
    expect([told('prepare', ready), told('prepare', { ...ready, recipe: null })]).toEqual(['done: target y', 'plain: target y'])
    expect(told('prepare', { ...ready, recipeFailure: { code: 'recipe.oneClass', details: {} } })).toBe('attention: problems')
  })

  it('of the network are its dense layers that are switched on, and its outputs once they are known', () => {
    const plan = networkOf(dense(64), { id: 'd', type: 'dropout', rate: 0.5 }, dense(8, false), dense(32))
    expect([told('network', { plan }), told('network', { ...ready, plan, recipe: null }), told('network', { ...ready, plan })]).toEqual(['plain: 64 → 32', 'plain: 64 → 32', 'done: 64 → 32 → 1'])
    expect(told('network', { ...ready, plan: networkOf(dense(64), dense(32), dense(16)) })).toBe('done: 64 → … → 1')
    expect(told('network', { ...ready, plan: networkOf() })).toBe('done: noLayers')
  })

  it('of a network with a mistake is that there are problems; a warning or a mistake elsewhere is none', () => {
    const problem: PlanProblem = { problem: 'setting.range', severity: 'error', place: 'layer' }
    expect([told('network', { ...ready, check: checkOf(problem) }), told('network', { ...ready, check: checkOf({ ...problem, place: 'output' }) })]).toEqual(['attention: problems', 'attention: problems'])
    expect(told('network', { ...ready, check: checkOf({ ...problem, severity: 'warning' }, { ...problem, place: 'training' }) })).toBe('done: noLayers')
  })
})

describe('what the rail says of a run', () => {
  const inState = (state: RunState, part: Partial<FactsOfProject> = {}): string => told('train', { run: runOf({ state, epochs: { done: 10, planned: 10 } }), ...part })

  it('that lives is where it is', () => {
    expect([inState({ kind: 'queued' }), inState({ kind: 'preparing' }), inState({ kind: 'paused' }), inState({ kind: 'stopping' }), inState({ kind: 'judging' })]).toEqual(['plain: preparing', 'plain: preparing', 'plain: paused', 'plain: judging', 'plain: judging'])
    const training = (done: number): string => told('train', { run: runOf({ state: { kind: 'training' }, epochs: { done, planned: 1000 } }) })
    expect([training(0), training(1000)]).toEqual(['plain: epochOf 1 1,000', 'plain: epochOf 1,000 1,000'])
  })

  it('that ended is its epochs and time, outdated where the plan has moved on, and a warning where it went wrong', () => {
    expect([inState({ kind: 'finished', reason: 'stoppedEarly' }, { seconds: '4 s' }), inState({ kind: 'finished', reason: 'completed' }), inState({ kind: 'finished', reason: 'completed' }, { outdated: true })]).toEqual(['done: epochs 10 4 s', 'done: epochsPlain 10', 'outdated: epochsPlain 10'])
    expect([inState({ kind: 'finished', reason: 'diverged' }), inState({ kind: 'finished', reason: 'failed' }), inState({ kind: 'finished', reason: 'interrupted' })]).toEqual(['attention: stopped', 'attention: stopped', 'attention: interrupted'])
  })

  it('is its one figure where it was judged, and whether it can predict', () => {
    expect([told('evaluate', { run: runOf() }), told('predict', { run: runOf() })]).toEqual(['done: right 96', 'plain: ready'])
    expect([told('evaluate', { run: runOf({ figure: { kind: 'meanAbsoluteError', value: 2.345 } }), outdated: true }), told('predict', { run: runOf(), outdated: true })]).toEqual(['outdated: misses 2.35', 'outdated: ready'])
    expect([told('evaluate', { run: runOf({ figure: null }) }), told('predict', { run: runOf({ hasModel: false }) })]).toEqual(['plain: unknown', 'plain: after'])
    expect([told('evaluate', { run: runOf({ state: { kind: 'judging' } }) }), told('predict', { run: runOf({ state: { kind: 'judging' } }) })]).toEqual(['plain: after', 'plain: after'])
  })
})

it('says nothing that has no words', () => {
  const states: RunState[] = [...(['queued', 'preparing', 'training', 'paused', 'stopping', 'judging'] as const).map((kind) => ({ kind })), ...(['completed', 'diverged', 'interrupted'] as const).map((reason) => ({ kind: 'finished' as const, reason }))]
  const said = [nothing, { ...nothing, reading: true }, { ...nothing, ...ready }, ...states.map((state) => ({ ...nothing, ...ready, run: runOf({ state, figure: null }) })), { ...nothing, run: runOf(), seconds: '4 s' }].flatMap((facts) => Object.values(stageFacts(facts)))
  const keys = new Set(said.flatMap(({ fact }) => ('key' in fact ? [fact.key] : [])))
  expect([...keys].filter((key) => !(key in messages.en.app.fact))).toEqual([])
})
