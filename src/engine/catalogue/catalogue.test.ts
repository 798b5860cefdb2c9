import { describe, expect, it } from 'vitest'
import type { CatalogueEntry, SettingEntry } from '#contract/network.ts'
import { Training } from '#contract/training.ts'
import { catalogue } from './catalogue.ts'
import { isNone, outputSettings } from './layers.ts'

const { training, templates, ...lists } = catalogue
const entries: { list: string; entry: CatalogueEntry }[] = Object.entries(lists).flatMap(([list, all]) => all.map((entry) => ({ list, entry })))
const settings: { owner: string; setting: SettingEntry }[] = [
  ...entries.flatMap(({ list, entry }) => entry.settings.map((setting) => ({ owner: `${list} ${entry.type}`, setting }))),
  ...training.map((setting) => ({ owner: 'training', setting })),
  ...outputSettings.map((setting) => ({ owner: 'output', setting })),
]
const texts = [
  ...entries.flatMap(({ list, entry }) => [{ what: `${list} ${entry.type}`, kind: 'label', text: entry.label }, { what: `${list} ${entry.type}`, kind: 'help', text: entry.help }]),
  ...templates.flatMap(({ type, label, help }) => [{ what: `template ${type}`, kind: 'label', text: label }, { what: `template ${type}`, kind: 'help', text: help }]),
  ...settings.flatMap(({ owner, setting }) => [{ what: `${owner} ${setting.name}`, kind: 'label', text: setting.label }, { what: `${owner} ${setting.name}`, kind: 'help', text: setting.help }]),
  ...settings.flatMap(({ owner, setting }) => (setting.choices ?? []).map((choice) => ({ what: `${owner} ${setting.name} ${choice.value}`, kind: 'label', text: choice.label }))),
]

function isInRange({ minimum = -Infinity, maximum = Infinity, minimumExcluded = false, maximumExcluded = false }: SettingEntry, value: number): boolean {
  return (minimumExcluded ? value > minimum : value >= minimum) && (maximumExcluded ? value < maximum : value <= maximum)
}

describe('the catalogue', () => {
  it('names and explains everything in both languages', () => {
    expect(texts.length).toBeGreaterThan(200)
    for (const { what, kind, text } of texts) {
      for (const words of [text.en, text['zh-CN']]) expect(words.trim(), what).toBe(words)
      expect(text.en, what).toMatch(/^[^\p{Script=Han}]+$/u)
      expect(text['zh-CN'], what).not.toBe('')
      if (kind !== 'help') continue
      expect(text.en, what).toMatch(/^[^\p{Ll}].*\.$/u)
      expect(text['zh-CN'], what).toMatch(/\p{Script=Han}.*。$/u)
    }
  })

  it('writes Chinese with full-width punctuation and spaces between scripts', () => {
    for (const { what, text } of texts) {
      expect(text['zh-CN'], what).not.toMatch(/\p{Script=Han}[,.:;?!()]|[,;:?!()]\p{Script=Han}/u)
      expect(text['zh-CN'], what).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)
    }
  })

  it.each(Object.entries({ ...lists, templates }))('has every type once in %s', (_, list) => {
    const types = list.map(({ type }) => type)
    expect(types.length).toBeGreaterThan(0)
    expect(new Set(types).size).toBe(types.length)
  })

  it('has every setting of an entry once, under a name that is nothing else', () => {
    for (const { list, entry } of entries) {
      const names = entry.settings.map(({ name }) => name)
      expect(new Set(names).size, `${list} ${entry.type}`).toBe(names.length)
      expect(names.filter((name) => ['id', 'type', 'enabled'].includes(name))).toEqual([])
    }
  })

  it.each(settings)('gives $owner $setting.name a field of its kind, and a default that may stand in it', ({ setting }) => {
    const { kind, default: byDefault, minimum, maximum, step, stepFactor, choices, of } = setting
    switch (kind) {
      case 'integer':
      case 'number':
        expect(byDefault).toBeTypeOf('number')
        expect(isInRange(setting, Number(byDefault))).toBe(true)
        if (kind === 'integer') expect([byDefault, minimum, maximum].every(Number.isInteger)).toBe(true)
        // Arrow keys move it, one way or the other.
        expect([step, stepFactor].filter((by) => by !== undefined)).toHaveLength(1)
        expect(Number(minimum)).toBeLessThan(Number(maximum))
        return
      case 'switch':
        expect(byDefault).toBeTypeOf('boolean')
        return
      case 'choice':
        expect(choices?.map(({ value }) => value)).toContain(byDefault)
        return
      case 'layer':
        expect(byDefault).toBe('input')
        return
      case 'typed': {
        const types = of === undefined ? [] : catalogue[of].map(({ type }) => type)
        expect(choices?.map(({ value }) => value)).toEqual(types)
        const type = typeof byDefault === 'object' && byDefault !== null ? byDefault['type'] : byDefault
        expect(isNone(byDefault) ? of === 'regularizers' : types.some((own) => own === type)).toBe(true)
        return
      }
      default:
        kind satisfies never
    }
  })

  it('has the same settings of training as a plan, with the same defaults and ranges', () => {
    const valueAt = (plan: unknown, name: string): unknown => name.split('.').reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === part)?.[1] : undefined), plan)
    const withValue = (name: string, value: unknown): unknown => name.split('.').reduceRight<unknown>((inner, part) => ({ [part]: inner }), value)
    const accepts = (name: string, value: unknown): boolean => Training.safeParse(withValue(name, value)).success
    for (const { name, default: byDefault, kind, minimum, maximum, choices } of training) {
      expect(valueAt(Training.parse({}), name), name).toBe(byDefault)
      if (kind === 'choice') expect(choices?.every(({ value }) => accepts(name, value)), name).toBe(true)
      if (kind !== 'integer' && kind !== 'number') continue
      expect([minimum, maximum].map((value) => accepts(name, value)), name).toEqual([true, true])
      expect(accepts(name, Number(minimum) - 1), name).toBe(false)
      if (kind === 'integer') expect([accepts(name, Number(maximum) + 1), accepts(name, Number(byDefault) + 0.5)], name).toEqual([false, false])
    }
  })

  it('offers each measure and loss to tasks that there are', () => {
    for (const { tasks } of [...catalogue.metrics, ...catalogue.losses]) for (const task of tasks ?? []) expect(['binary', 'multiclass', 'regression']).toContain(task)
  })
})
