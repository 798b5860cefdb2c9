import { describe, expect, it } from 'vitest'
import { messages } from '#renderer/locales/index.ts'
import { stageNames } from '#renderer/stores/stage.ts'
import { type GuideFacts, guidePlace, guideSteps } from './guide-steps.ts'

const fresh: GuideFacts = { stage: 'data', hasFile: false, isNamedSample: false, hasTarget: false, training: 'none', predicted: false, networkRead: false, sentenceRead: false }
/** A first run, one deed after another. */
const deeds: Partial<GuideFacts>[] = [{}, { hasFile: true, isNamedSample: true }, { hasTarget: true }, { stage: 'network' }, { networkRead: true }, { stage: 'train', training: 'running' }, { training: 'done' }, { stage: 'evaluate' }, { sentenceRead: true }, { stage: 'predict' }, { predicted: true }]
const way = deeds.map((_, at) => guidePlace(Object.assign({}, fresh, ...deeds.slice(0, at + 1))))

describe('the guided first run', () => {
  it('goes on by each deed itself, in six steps', () => {
    expect(way.map(({ words }) => words)).toEqual(['open', 'target', 'network', 'networkHere', 'train', 'training', 'read', 'readHere', 'predict', 'predictHere', 'done'])
    expect(new Set(way.map(({ step }) => step))).toEqual(new Set(guideSteps))
  })

  it('never goes back while things are done in order', () => {
    const numbers = way.map(({ step }) => guideSteps.indexOf(step))
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
  })

  it('talks of the lumps only where they are open', () => {
    expect(guidePlace({ ...fresh, hasFile: true }).words).toBe('targetOfOwn')
  })

  it('asks for "Next" only where there is something to read', () => {
    expect(way.filter(({ reading }) => reading !== undefined).map(({ words }) => words)).toEqual(['networkHere', 'readHere'])
  })

  it('lets a person go ahead: whoever trains or predicts at once is not sent back to look', () => {
    expect(guidePlace({ ...fresh, hasFile: true, hasTarget: true, training: 'done', stage: 'train' }).step).toBe('read')
    expect(guidePlace({ ...fresh, hasFile: true, hasTarget: true, training: 'done', stage: 'predict' }).words).toBe('predictHere')
  })

  it('comes back to what was undone', () => {
    expect(guidePlace({ ...fresh, hasFile: true, stage: 'train', networkRead: true }).step).toBe('target')
  })

  it('has words for every place on every stage', () => {
    const known = Object.keys(messages.en.guide.step)
    for (const stage of stageNames) {
      for (const facts of deeds.map((_, at) => Object.assign({}, fresh, ...deeds.slice(0, at + 1), { stage }) satisfies GuideFacts)) expect(known).toContain(guidePlace(facts).words)
    }
  })
})
