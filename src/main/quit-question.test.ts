/** Quitting during a run asks, does what was answered, and never holds anybody for good. */
import { describe, expect, it } from 'vitest'
import { lifeAfter, mayLeave, onClosing, quitAnswers } from './quit-question.ts'

describe('closing the window', () => {
  it('asks only while a run is going, and once at a time', () => {
    expect(onClosing('open', true)).toBe('ask')
    expect(onClosing('open', false)).toBe('close')
    expect(onClosing('asking', true)).toBe('stay')
    expect(onClosing('leaving', true)).toBe('close')
  })

  it('asks again whoever comes back after an answer', () => {
    for (const life of ['keptRunning', 'finishing', 'finished'] as const) {
      expect(onClosing(life, true)).toBe('ask')
      expect(onClosing(life, false)).toBe('close')
    }
  })

  it('leads where the answer says', () => {
    expect(quitAnswers.map(lifeAfter)).toEqual(['keptRunning', 'finishing', 'open'])
  })
})

describe('leaving', () => {
  it('waits for the run, and for the window that is asked to finish it', () => {
    expect((['open', 'asking', 'keptRunning', 'finishing', 'finished'] as const).filter((life) => mayLeave(life, false))).toEqual(['keptRunning', 'finished'])
    for (const life of ['keptRunning', 'finished'] as const) expect(mayLeave(life, true)).toBe(false)
  })
})
