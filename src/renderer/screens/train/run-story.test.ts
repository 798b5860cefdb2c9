import { describe, expect, it } from 'vitest'
import type { EpochRecord } from '#contract/run.ts'
import { shortStory, storyOf } from './run-story.ts'

function epoch(number: number, loss: number, accuracy: number, learningRate = 0.01): EpochRecord {
  return { epoch: number, step: number * 12, seconds: number, learningRate, training: { loss: loss / 2 }, validation: { loss, accuracy }, layers: [] }
}
const facts = { rows: 364, guessing: { answer: 'yes', share: 0.62 }, state: null }

describe('the story of a run', () => {
  it('tells the first epoch that beats guessing, each new best, and a cut of the learning rate', () => {
    const told = storyOf([epoch(1, 0.9, 0.62), epoch(2, 0.5, 0.8), epoch(3, 0.6, 0.9, 0.001)], facts)
    expect(told.map((event) => event.kind)).toEqual(['started', 'newBest', 'betterThanGuessing', 'newBest', 'rateChanged'])
    expect(told[2]).toEqual({ kind: 'betterThanGuessing', seconds: 2, epoch: 2, answer: 'yes' })
  })

  it('keeps only the latest best in its short form', () => {
    const told = shortStory(storyOf([epoch(1, 0.9, 0.1), epoch(2, 0.5, 0.1), epoch(3, 0.4, 0.1)], facts))
    expect(told).toEqual([{ kind: 'started', seconds: 0, rows: 364 }, { kind: 'newBest', seconds: 3, epoch: 3 }])
  })

  it('takes the training loss where no rows validate', () => {
    const alone = { ...epoch(1, 1, 0), validation: {} }
    expect(storyOf([alone, { ...alone, epoch: 2, training: { loss: 0.6 } }], facts).map((event) => event.kind)).toEqual(['started', 'newBest'])
  })

  it('ends with why it ended', () => {
    const told = storyOf([epoch(1, 1, 0)], { ...facts, state: { kind: 'finished', reason: 'stoppedEarly' } })
    expect(told.at(-1)).toEqual({ kind: 'ended', seconds: 1, epoch: 1, reason: 'stoppedEarly' })
  })
})
