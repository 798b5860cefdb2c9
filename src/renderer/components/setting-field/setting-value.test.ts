import { describe, expect, it } from 'vitest'
import type { SettingEntry } from '#contract/network.ts'
import { fieldText, readTyped, settingOf, stepped, typeOf } from './setting-value.ts'

const text = { en: '', 'zh-CN': '' }
const units: SettingEntry = { name: 'units', label: text, help: text, kind: 'integer', default: 64, minimum: 1, maximum: 4096, step: 1, common: true }
const rate: SettingEntry = { name: 'rate', label: text, help: text, kind: 'number', default: 0.5, minimum: 0, maximum: 1, maximumExcluded: true, step: 0.05, common: true }
const learningRate: SettingEntry = { name: 'learningRate', label: text, help: text, kind: 'number', default: 0.001, minimum: 0, minimumExcluded: true, stepFactor: 3, common: true }

describe('what is typed', () => {
  it('is read as a number, with separators and full-width digits', () => {
    expect(['64', ' 1,024 ', '６４', '+8'].map((typed) => readTyped(units, typed))).toEqual([64, 1024, 64, 8].map((value) => ({ kind: 'value', value })))
    expect(readTyped(learningRate, '1e-4')).toEqual({ kind: 'value', value: 0.0001 })
  })

  it.each([
    ['', 'empty'],
    ['many', 'notANumber'],
    ['1.5', 'notWhole'],
    ['0', 'outOfRange'],
    ['5000', 'outOfRange'],
    ['0x10', 'notANumber'],
  ])('is refused as a number of units: %j', (typed, problem) => {
    expect(readTyped(units, typed)).toEqual({ kind: 'problem', problem })
  })

  it('may not be an excluded bound', () => {
    expect([readTyped(rate, '1').kind, readTyped(rate, '0').kind, readTyped(learningRate, '0').kind]).toEqual(['problem', 'value', 'problem'])
  })
})

describe('the arrow keys', () => {
  it('step by one, with Shift by ten, and stop at the bounds', () => {
    expect([stepped(units, 64, 1, false), stepped(units, 64, -1, true), stepped(units, 4090, 1, true), stepped(units, 1, -1, false)]).toEqual([65, 54, 4096, 1])
  })

  it('never reach an excluded bound', () => {
    expect(stepped(rate, 0.95, 1, false)).toBe(0.95)
  })

  it('add without the dust of binary fractions', () => {
    expect(stepped(rate, 0.1, 1, false)).toBe(0.15)
  })

  it('walk a learning rate through 0.001, 0.003, 0.01 and back, with Shift tenfold', () => {
    const up = [0.001]
    for (let at = 0; at < 3; at++) up.push(stepped(learningRate, up.at(-1) ?? 0, 1, false))
    expect(up).toEqual([0.001, 0.003, 0.01, 0.03])
    expect([stepped(learningRate, 0.01, -1, false), stepped(learningRate, 0.001, 1, true), stepped(learningRate, 0.002, 1, false), stepped(learningRate, 0.002, -1, false)]).toEqual([0.003, 0.01, 0.003, 0.001])
  })
})

it('shows small numbers plainly', () => {
  expect([fieldText(0.001), fieldText(1e-7), fieldText(64), fieldText(null)]).toEqual(['0.001', '0.0000001', '64', ''])
})

it('takes what the plan says, else the default', () => {
  expect([settingOf(units, {}), settingOf(units, { units: 8 })]).toEqual([64, 8])
})

it('names the type of a nested setting, of its short form, or none', () => {
  expect([typeOf({ type: 'constant', value: 1 }), typeOf('zeros'), typeOf(null), typeOf(3)]).toEqual(['constant', 'zeros', null, null])
})
