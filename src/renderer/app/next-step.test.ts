import { describe, expect, it } from 'vitest'
import { linesBefore, mayTryAgain, otherToOpen } from './next-step.ts'

describe('the next step after a failure', () => {
  it('is the same again where what stood in the way passes', () => {
    expect((['disk.full', 'project.busy', 'studio.stopped', 'file.locked'] as const).map((code) => mayTryAgain(code, false))).toEqual([true, true, true, true])
  })

  it('is the same file again only where it is read anew', () => {
    expect([mayTryAgain('file.changed', true), mayTryAgain('file.changed', false)]).toEqual([true, false])
    expect([mayTryAgain('file.binary', true), mayTryAgain('project.newer', true)]).toEqual([false, false])
  })

  it('is to read what stands before a line that goes beyond the limits, where that is a table', () => {
    expect(linesBefore({ code: 'file.limit', details: { line: 121 } })).toBe(120)
    expect([linesBefore({ code: 'file.limit', details: { line: 2 } }), linesBefore({ code: 'file.limit', details: {} }), linesBefore({ code: 'file.format', details: { line: 121 } })]).toEqual([null, null, null])
  })

  it('is something else to open, of the same kind', () => {
    expect((['file.binary', 'archive.foreign', 'plan.newer', 'disk.full'] as const).map(otherToOpen)).toEqual(['table', 'projectFile', 'project', null])
  })
})
