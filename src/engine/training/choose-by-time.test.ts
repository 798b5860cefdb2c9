import { describe, expect, it } from 'vitest'
import type { EngineTrial } from '#contract/engine-choice.ts'
import { chooseByTime, totalSeconds } from './choose-by-time.ts'

const trial = (engine: EngineTrial['engine'], seconds: number | null, skipped: EngineTrial['skipped'] = null, jitCompile = false): EngineTrial => ({ engine, device: 'cpu', jitCompile, milliseconds: seconds, startSeconds: 0, seconds, skipped })

describe('the engine by time', () => {
  it('is the compiled one where it is the fastest', () => {
    expect(chooseByTime([trial('compiled', 10), trial('tensorflow', 60)], false)).toEqual({ chosen: 0, reason: 'faster' })
  })
  it('is another where that saves a fifth and a second', () => {
    expect(chooseByTime([trial('compiled', 60), trial('tensorflow', 20)], false)).toEqual({ chosen: 1, reason: 'faster' })
    expect(chooseByTime([trial('compiled', 60), trial('tensorflow', 20), trial('tensorflow', 12, null, true)], false)).toEqual({ chosen: 2, reason: 'faster' })
  })
  it('stays the compiled one where another saves too little', () => {
    expect(chooseByTime([trial('compiled', 60), trial('tensorflow', 50)], false)).toEqual({ chosen: 0, reason: 'close' })
    expect(chooseByTime([trial('compiled', 3.5), trial('tensorflow', 2.6)], false)).toEqual({ chosen: 0, reason: 'close' })
  })
  it('is the compiled one where nothing else was tried, and says why', () => {
    expect(chooseByTime([trial('compiled', 1), trial('tensorflow', null, 'short')], false)).toEqual({ chosen: 0, reason: 'short' })
    expect(chooseByTime([trial('compiled', 100), trial('tensorflow', null, 'failed')], false)).toEqual({ chosen: 0, reason: 'alone' })
  })
  it('leaves open only how an engine runs that the person asked for', () => {
    expect(chooseByTime([trial('tensorflow', 20), trial('tensorflow', 19, null, true)], true)).toEqual({ chosen: 1, reason: 'asked' })
    expect(chooseByTime([trial('tensorflow', 20), trial('tensorflow', 25, null, true)], true)).toEqual({ chosen: 0, reason: 'asked' })
  })
  it('counts what compiling costs', () => {
    // 1,000 steps: a step of 1 ms less is not worth 2 s.
    expect(totalSeconds(0.5, 5, 1000)).toBeLessThan(totalSeconds(2.5, 4, 1000))
    expect(totalSeconds(0.5, 5, 10_000)).toBeGreaterThan(totalSeconds(2.5, 4, 10_000))
  })
})
