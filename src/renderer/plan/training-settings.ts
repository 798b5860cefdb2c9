/** Reading and changing a training's settings by the names the catalogue gives them. Knows no form. */
import type { CatalogueEntry, SettingEntry, SettingValue } from '#contract/network.ts'
import { Training } from '#contract/training.ts'
import type { Typed } from '#contract/training.ts'

/** `name` may be a path: `earlyStopping.patience`. undefined where the plan says nothing. */
export function trainingSetting(training: Training, name: string): SettingValue | undefined {
  let value: unknown = training
  for (const part of name.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : undefined
}

/** A new training with one setting changed; the old one where the schema refuses the value. */
export function withTrainingSetting(training: Training, name: string, value: SettingValue): Training {
  const [first = '', ...rest] = name.split('.')
  const inner: unknown = Reflect.get(training, first)
  const changed = rest.length === 0 ? value : { ...(typeof inner === 'object' ? inner : {}), [rest.join('.')]: value }
  const parsed = Training.safeParse({ ...training, [first]: changed })
  return parsed.success ? parsed.data : training
}

/** Another type keeps the settings it shares with the old one: changing the optimizer keeps no learning rate of its own default. */
export function withType(typed: Typed, type: string, entry: CatalogueEntry | undefined): Typed {
  const known = new Set(entry?.settings.map((setting) => setting.name))
  const kept = Object.entries(typed).filter(([name]) => name !== 'type' && name !== 'learningRate' && known.has(name))
  return { ...Object.fromEntries(kept), type }
}

/** The value of a typed thing's setting, else its default in the catalogue. */
export function typedSetting(typed: Typed, entry: CatalogueEntry | undefined, name: string): SettingValue {
  return typed[name] ?? entry?.settings.find((setting) => setting.name === name)?.default ?? null
}

/** A choice between catalogue entries as a field. */
export function choiceAmong(entries: readonly CatalogueEntry[], field: Pick<SettingEntry, 'name' | 'label' | 'help'>, before: NonNullable<SettingEntry['choices']> = []): SettingEntry {
  return {
    ...field,
    kind: 'choice',
    default: before[0]?.value ?? entries[0]?.type ?? '',
    choices: [...before, ...entries.map((entry) => ({ value: entry.type, label: entry.label }))],
    common: true,
  }
}

/**
 * A learning rate worth trying after one that diverged: the optimizer's default where that is clearly lower,
 * else a tenth. Rates walk along 1, 3, 10, so it reads plainly.
 */
export function calmerLearningRate(current: number, usual: number): number {
  return usual <= current / 3 ? usual : Number((current / 10).toPrecision(1))
}
