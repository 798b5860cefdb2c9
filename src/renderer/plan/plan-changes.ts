/** What a person changed in the plan since a run, one by one and the most telling first: "units 64 to 128". Plain plans in, labels out. */
import type { Text } from '#contract/language.ts'
import type { Layer } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { formatLearningRate, formatNumber } from '#contract/wording/numbers.ts'
import { settingName } from '#contract/wording/setting-names.ts'
import type { EditLabel } from './plan-history.ts'
import { withinSentence } from '#renderer/app/label-case.ts'
import { asksTheSame, changedParts } from './plan-difference.ts'

/** As forms call a layer, a loss, an optimizer; null: by its type. */
export type NameOf = (type: string) => Text | null

/** Labels are keys below `app.change`. Empty where the run is up to date. */
export function planChanges(now: Plan, ran: Plan, nameOf: NameOf = () => null): EditLabel[] {
  const parts = changedParts(now, ran)
  return [
    ...(parts.includes('dataset') ? [change(now.dataset.sha256 === ran.dataset.sha256 ? 'reading' : 'file')] : []),
    ...(parts.includes('recipe') ? recipeChanges(now.recipe, ran.recipe) : []),
    ...(parts.includes('network') ? networkChanges(now.network, ran.network, nameOf) : []),
    ...(parts.includes('training') ? trainingChanges(now.training, ran.training, nameOf) : []),
  ]
}

function change(key: string, params: Record<string, string | number | Text> = {}): EditLabel {
  return { key: `app.change.${key}`, params }
}

/** One thing by its name, several by their number. */
function counted(key: string, names: readonly (string | Text)[]): EditLabel[] {
  const [first] = names
  if (first === undefined) return []
  return [names.length === 1 ? change(`${key}One`, { name: first }) : change(`${key}Many`, { count: names.length })]
}

function recipeChanges(now: Plan['recipe'], ran: Plan['recipe']): EditLabel[] {
  if (now.target !== ran.target) return [change('target', { target: now.target ?? '' })]
  const use = ({ columns }: Plan['recipe'], column: string): boolean | undefined => columns.find((choice) => choice.column === column)?.use
  const columns = [...new Set([...now.columns, ...ran.columns].map(({ column }) => column))].filter((column) => use(now, column) !== use(ran, column))
  const { split, columns: chosen, task, positive, classNames, steps, ...rest } = now
  const treated = !asksTheSame(rest, { ...ran, split: undefined, columns: undefined, task: undefined, positive: undefined, classNames: undefined, steps: undefined }) || !asksTheSame(withoutUse(chosen), withoutUse(ran.columns))
  return [
    ...counted('leftOut', columns.filter((column) => use(now, column) === false)),
    ...counted('used', columns.filter((column) => use(now, column) !== false)),
    ...(asksTheSame(split, ran.split) ? [] : [change('split')]),
    ...(asksTheSame([task, positive, classNames], [ran.task, ran.positive, ran.classNames]) ? [] : [change('answers')]),
    ...(asksTheSame(steps, ran.steps) ? [] : [change('steps')]),
    ...(treated ? [change('treatment')] : []),
  ]
}

/** How columns are treated, whether or not they are used. */
function withoutUse(columns: Plan['recipe']['columns']): object {
  const treatments = columns.map(({ column, ...choice }) => [column, Object.fromEntries(Object.entries(choice).filter(([name]) => name !== 'use'))] as const)
  return Object.fromEntries(treatments.filter(([, treatment]) => Object.keys(treatment).length > 0))
}

function networkChanges(now: Plan['network'], ran: Plan['network'], nameOf: NameOf): EditLabel[] {
  const stays = (layer: Layer, others: readonly Layer[]): Layer | undefined => others.find(({ id, type }) => id === layer.id && type === layer.type)
  const kept = now.layers.filter((layer) => stays(layer, ran.layers) !== undefined)
  const order = ran.layers.filter((layer) => stays(layer, now.layers) !== undefined)
  return [
    ...kept.flatMap(({ enabled, ...layer }) => {
      const { enabled: before, ...other } = stays(layer, ran.layers) ?? layer
      const switched = (enabled === false) === (before === false) ? [] : [change(enabled === false ? 'switchedOff' : 'switchedOn')]
      return [...switched, ...settingChanges(layer, other, nameOf)]
    }),
    ...settingChanges(now.output, ran.output, nameOf),
    ...counted('added', now.layers.filter((layer) => !kept.includes(layer)).map(({ type }) => nameOf(type) ?? type)),
    ...counted('removed', ran.layers.filter((layer) => !order.includes(layer)).map(({ type }) => nameOf(type) ?? type)),
    ...(kept.every(({ id }, at) => id === order[at]?.id) ? [] : [change('moved')]),
  ]
}

function trainingChanges(now: Plan['training'], ran: Plan['training'], nameOf: NameOf): EditLabel[] {
  const { metrics, ...settings } = now
  return [...settingChanges(settings, { ...ran, metrics: undefined }, nameOf), ...(asksTheSame(metrics, ran.metrics) ? [] : [change('metrics')])]
}

/** Setting by setting, along paths; of something of another type only the type. */
function settingChanges(now: object, ran: object, nameOf: NameOf, path = ''): EditLabel[] {
  const [values, before] = [new Map<string, unknown>(Object.entries(now)), new Map<string, unknown>(Object.entries(ran))]
  if (path !== '' && !asksTheSame(values.get('type'), before.get('type'))) return [settingChange(path, values.get('type'), before.get('type'), nameOf)]
  return [...new Set([...values.keys(), ...before.keys()])].flatMap((name) => {
    const [value, old] = [values.get(name), before.get(name)]
    if (asksTheSame(value, old)) return []
    const place = path === '' ? name : `${path}.${name}`
    return isObject(value) && isObject(old) ? settingChanges(value, old, nameOf, place) : [settingChange(place, value, old, nameOf)]
  })
}

function settingChange(path: string, now: unknown, ran: unknown, nameOf: NameOf): EditLabel {
  const { en, 'zh-CN': zh } = settingName(path)
  const setting = { en: withinSentence(en), 'zh-CN': zh }
  if (typeof now === 'boolean') return change(now ? 'settingOn' : 'settingOff', { setting })
  const [from, to] = [valueText(path, ran, nameOf), valueText(path, now, nameOf)]
  if (to === null) return change('settingUsual', { setting })
  return from === null ? change('settingNow', { setting, to }) : change('settingFromTo', { setting, from, to })
}

const automatic = { en: 'automatic', 'zh-CN': '自动' }

/** null where the plan says nothing. */
function valueText(path: string, value: unknown, nameOf: NameOf): string | Text | null {
  if (typeof value === 'number') return path.endsWith('learningRate') ? formatLearningRate(value) : formatNumber(value, 6)
  if (typeof value === 'string') return value === 'auto' ? automatic : (nameOf(value) ?? value)
  return isObject(value) ? valueText(path, new Map<string, unknown>(Object.entries(value)).get('type'), nameOf) : null
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
