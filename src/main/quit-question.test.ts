/** Quitting during a run asks once, and does what was answered. */
import { describe, expect, it } from 'vitest'
import { lifeAfter, mustAsk, quitAnswers } from './quit-question.ts'

describe('closing the window', () => {
  it('asks only while a run is going and nothing was answered yet', () => {
    expect(mustAsk('open', true)).toBe(true)
    expect(mustAsk('open', false)).toBe(false)
    for (const life of ['keptRunning', 'finishing', 'leaving'] as const) expect(mustAsk(life, true)).toBe(false)
  })

  it('leads where the answer says', () => {
    expect(quitAnswers.map(lifeAfter)).toEqual(['keptRunning', 'finishing', 'open'])
  })
})
