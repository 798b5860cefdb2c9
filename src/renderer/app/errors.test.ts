import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { detailsOf, failureOf, sentenceOf } from './errors.ts'

const data = { code: 'file.headerOnly', details: { file: 'a.csv', line: 1 } } as const

describe('what a call threw', () => {
  it('is what the studio says', () => {
    expect(failureOf(new ORPCError('STUDIO', { defined: true, data }))).toEqual(data)
  })

  it('is what this window found itself', () => {
    expect(failureOf(new StudioError('file.unreadable', { file: 'b.csv' }))).toEqual({ code: 'file.unreadable', details: { file: 'b.csv' } })
  })

  it('is a stop of the studio where the call was cut off', () => {
    expect(failureOf(new DOMException('closed', 'AbortError'))).toEqual({ code: 'studio.stopped', details: {} })
  })

  it('is a bug where nobody declared it', () => {
    const unexpected = [new ORPCError('INTERNAL_SERVER_ERROR'), new ORPCError('STUDIO', { defined: true, data: { code: 'file.fromTheFuture', details: {} } }), new TypeError('x'), 'x', undefined]
    expect(unexpected.map((error) => failureOf(error).code)).toEqual(unexpected.map(() => 'internal'))
  })

  it('is told in the language of the person, with its place under the details', () => {
    expect(sentenceOf(data, 'en')).toContain('a.csv')
    expect(sentenceOf(data, 'zh-CN')).toMatch(/\p{Script=Han}/u)
    expect(detailsOf(data)).toBe('file.headerOnly\nfile: a.csv\nline: 1')
  })
})
