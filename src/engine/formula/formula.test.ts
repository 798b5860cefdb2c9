import { describe, expect, it } from 'vitest'
import { formulaFunctions } from '#contract/wording/formula-functions.ts'
import { daysOf } from '#engine/recipe/date-parts.ts'
import { numberColumn, tableOf, wordColumn } from '#test/tables/columns.ts'
import { compileFormula, functionNames } from './compile-formula.ts'
import { FormulaMistake } from './formula-mistake.ts'
import { columnsOf, parseFormula } from './parse-formula.ts'

const table = tableOf(
  numberColumn('income', [100, 50, null]),
  numberColumn('people in house', [4, 0, 2]),
  numberColumn('opened', [daysOf(2024, 2, 29), daysOf(2023, 12, 31), null], 'date'),
  wordColumn('city', ['Rome', 'Bern', null]),
  numberColumn('收入', [1, 2, 3]),
)

function valuesOf(text: string): (number | string | null)[] {
  const { at } = compileFormula(parseFormula(text), table.columns)
  return [0, 1, 2].map((row) => {
    const value = at(row)
    return typeof value === 'number' && Number.isNaN(value) ? null : value
  })
}

function mistakeOf(text: string): [string, string, string] | null {
  try {
    valuesOf(text)
    return null
  } catch (error) {
    if (error instanceof FormulaMistake) return [error.problem, error.value, error.expected]
    throw error
  }
}

describe('a formula', () => {
  it.each([
    ['income / [people in house]', [25, Infinity, null]],
    ['1 + 2 * 3 ^ 2', [19, 19, 19]],
    ['2 ^ 3 ^ 2', [512, 512, 512]],
    ['(0 - 2) ^ 3', [-8, -8, -8]],
    ['-2 ^ 2 + 10 - 3 - 2', [1, 1, 1]],
    ['not income = 50 or false', [1, 0, null]],
    ['length("a""b")', [3, 3, 3]],
    ['2 ^ -1', [0.5, 0.5, 0.5]],
    ['收入 + 1', [2, 3, 4]],
    ['min(income, 60, 70)', [60, 50, null]],
    ['coalesce(income, 0)', [100, 50, 0]],
    ['if(income > 60, "rich", "poor")', ['rich', 'poor', null]],
    ['income >= 50 and not (income = 50)', [1, 0, null]],
    ['city = "Bern"', [0, 1, null]],
    ['contains(lower(city), "ro")', [1, 0, null]],
    ['length(city)', [4, 4, null]],
    ['year(opened)', [2024, 2023, null]],
    ['weekday(opened)', [3, 6, null]],
    ['days(opened, "2024-03-01")', [1, 61, null]],
    ['opened < "2024-01-01"', [0, 1, null]],
    ['floor(2.7) + ceil(2.1) + round(2.5) + abs(0 - 1) + sqrt(9)', [12, 12, 12]],
  ])('%s is worked out row by row, and missing in gives missing out', (text, expected) => {
    expect(valuesOf(text)).toEqual(expected)
  })

  it('has logarithms and powers within 1e-14 of the exact ones', () => {
    for (const [text, exact] of [['log(10)', Math.LN10], ['log10(1000)', 3], ['exp(1)', Math.E], ['2 ^ 0.5', Math.SQRT2]] as const) {
      expect(Math.abs(Number(valuesOf(text)[0]) / exact - 1), text).toBeLessThan(1e-14)
    }
  })

  it.each([
    ['', ['formula.empty', '', '']],
    ['incom / 2', ['formula.unknownColumn', 'incom', 'income']],
    ['[people] + 1', ['formula.unknownColumn', 'people', '']],
    ['sqr(income)', ['formula.unknownFunction', 'sqr', 'sqrt']],
    ['constructor(income)', ['formula.unknownFunction', 'constructor', '']],
    ['income +', ['formula.unfinished', '', '']],
    ['income + # 2', ['formula.syntax', '#', '10']],
    ['income.length', ['formula.syntax', '.', '7']],
    ['income income', ['formula.severalParts', '', '']],
    ['income > 1 ? 2 : 3', ['formula.syntax', '?', '12']],
    ['income + )', ['formula.syntax', ')', '10']],
    ['log(income', ['formula.unfinished', '', '']],
    ['"open', ['formula.unfinished', '', '']],
    ['('.repeat(5000), ['formula.tooDeep', '100', '']],
    ['log(1, 2)', ['formula.parts', 'log', '1']],
    ['city + 1', ['formula.needs.number', '+', '']],
    ['year(income)', ['formula.needs.date', 'year', '']],
    ['lower(income)', ['formula.needs.text', 'lower', '']],
    ['not income', ['formula.needs.yesNo', 'not', '']],
    ['city = 1', ['formula.compare', '=', '']],
    ['if(income > 1, 1, "a")', ['formula.sameType', 'if', '']],
  ])('%s says what is wrong with it, and where', (text, expected) => {
    expect(mistakeOf(text)).toEqual(expected)
  })

  it('is read with the signs of a Chinese keyboard and of textbooks', () => {
    expect(valuesOf('（income ＋ 2）× 3 ÷ 2')).toEqual(valuesOf('(income + 2) * 3 / 2'))
    expect(valuesOf('if（city ＝ “Rome”，1，0）')).toEqual(valuesOf('if(city = "Rome", 1, 0)'))
    expect(valuesOf('income ≥ 100 and income ≠ 50')).toEqual(valuesOf('income >= 100 and income <> 50'))
  })

  it('names its columns, in brackets or plain, and every function that can be called', () => {
    expect(columnsOf(parseFormula('[a]]b] + income * income + length("[no]")'))).toEqual(['a]b', 'income'])
    expect(formulaFunctions.map(({ name }) => name).toSorted()).toEqual(functionNames.filter((name) => !['and', 'or', 'not'].includes(name)).toSorted())
  })
})
