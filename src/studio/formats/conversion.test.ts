import { describe, expect, it } from 'vitest'
import { largeFirst } from './conversion.ts'
import { recognizeFormat } from './recognize-format.ts'

describe('the table of a file that is looked at first', () => {
  const order = (sizes: Record<string, number>) => largeFirst(Object.keys(sizes), (name) => sizes[name] ?? 0)

  it('is the first of those of a size like the largest: no cover, no legend', () => {
    expect(order({ Readme: 900, spring: 40_000, autumn: 90_000, codes: 2000 })).toEqual(['spring', 'autumn', 'Readme', 'codes'])
  })

  it('is the first where all are alike, or empty', () => {
    expect(order({ a: 10, b: 12 })).toEqual(['a', 'b'])
    expect(order({ a: 0, b: 0 })).toEqual(['a', 'b'])
    expect(order({})).toEqual([])
  })
})

describe('a file known by its first bytes', () => {
  const known = (text: string): string => recognizeFormat(new TextEncoder().encode(text), 'report.xls')

  it.each(['<html><table><tr><td>1', '\ufeff<!DOCTYPE html>\n<html>', '\n<table border=1>', '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:x">', '<meta charset=utf-8><style>'])('is told as a page, not read as text: %s', (text) => {
    expect(() => known(text)).toThrow(expect.objectContaining({ code: 'file.format', details: { file: 'report.xls', problem: 'webPage' } }))
  })

  it.each(['<5,>10\n1,2\n', '<name>,n\na,1\n', 'a,b\n<html>,1\n', '<tablet>,n\nx,1\n'])('is text where brackets are its own: %s', (text) => {
    expect(known(text)).toBe('text')
  })
})
