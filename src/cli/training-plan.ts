/** The plan that `candor train` runs: the textbook's, or the given one, changed by the options. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '#contract/errors.ts'
import type { Catalogue, SettingEntry } from '#contract/network.ts'
import { Plan, planVersion } from '#contract/plan.ts'
import { placeInPlan, refusedPlan } from '#contract/refused-input.ts'
import { EngineName } from '#contract/training.ts'
import type { TrainCommand } from './command.ts'
import { unknownSetting } from './unknown-setting.ts'
import { UsageError } from './usage-error.ts'

/** Two hidden layers, 64 and 32 relu units, adam, ten epochs of batches of 32: the first network of most textbooks. */
const textbookPlan = Plan.parse({
  version: planVersion,
  network: {
    layers: [
      { id: 'layer-1', type: 'dense', units: 64, activation: 'relu' },
      { id: 'layer-2', type: 'dense', units: 32, activation: 'relu' },
    ],
  },
})

/** Throws UsageError, and StudioError `file.notFound`, `plan.invalid`, `plan.newer`. */
export async function trainingPlan(command: TrainCommand, catalogue: Catalogue): Promise<Plan> {
  const given = command.plan === undefined ? textbookPlan : await readPlan(command.plan, catalogue)
  const { settings } = command
  const target = command.target ?? given.recipe.target
  if (target === null) throw new UsageError({ en: '`candor train` needs --target with the column to predict.', 'zh-CN': '`candor train` 需要用 --target 给出要预测的列。' })
  return Plan.parse({
    ...given,
    recipe: { ...given.recipe, target, split: splitOf(given, settings.split) },
    training: {
      ...given.training,
      ...numberOf('epochs', '--epochs', settings.epochs, catalogue),
      ...numberOf('batchSize', '--batch-size', settings.batchSize, catalogue),
      ...numberOf('seed', '--seed', settings.seed, catalogue),
      ...engineOf(settings.engine, catalogue),
    },
  })
}

async function readPlan(path: string, catalogue: Catalogue): Promise<Plan> {
  const file = basename(path)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StudioError(error.code === 'ENOENT' ? 'file.notFound' : 'file.unreadable', { file })
  })
  const document = parseJson(text)
  if (document === undefined) throw new StudioError('plan.invalid', { file, expected: 'JSON' })
  const { success, data, error } = Plan.safeParse(document)
  if (!success) {
    const { code, details } = refusedPlan(error.issues[0] ?? {}, document)
    throw new StudioError(code, { file, ...details })
  }
  const unknown = unknownSetting(document, data, catalogue)
  if (unknown) throw new StudioError('plan.invalid', { file, ...placeInPlan(unknown.path, document), expected: unknown.known.join(', ') })
  return data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function splitOf(plan: Plan, typed: string | undefined): Plan['recipe']['split'] {
  if (typed === undefined) return plan.recipe.split
  if (typed === 'sklearn') return { ...plan.recipe.split, mode: 'sklearn', test: 0.2, seed: 42 }
  throw new UsageError({ en: `--split can only be “sklearn”, not “${typed}”.`, 'zh-CN': `--split 只能是 “sklearn”，而不是 “${typed}”。` })
}

/** Ranges are the catalogue's: the same that the forms of the window hold. */
function numberOf(name: 'epochs' | 'batchSize' | 'seed', option: string, typed: string | undefined, catalogue: Catalogue): Partial<Plan['training']> {
  if (typed === undefined) return {}
  const entry = catalogue.training.find((setting) => setting.name === name)
  const { minimum, maximum } = rangeOf(entry)
  const value = Number(typed)
  if (/^\d+$/.test(typed) && value >= minimum && value <= maximum) return { [name]: value }
  throw new UsageError({
    en: `${option} must be a whole number from ${minimum} to ${maximum}, not “${typed}”.`,
    'zh-CN': `${option} 应为 ${minimum} 到 ${maximum} 的整数，而不是 “${typed}”。`,
  })
}

function rangeOf(entry: SettingEntry | undefined): { minimum: number; maximum: number } {
  return { minimum: entry?.minimum ?? 0, maximum: entry?.maximum ?? Number.MAX_SAFE_INTEGER }
}

function engineOf(typed: string | undefined, catalogue: Catalogue): Partial<Plan['training']> {
  if (typed === undefined || typed === 'auto') return {}
  const parsed = EngineName.safeParse(typed)
  if (parsed.success) return { engine: parsed.data }
  const known = ['auto', ...catalogue.engines.map(({ type }) => type)].join(', ')
  throw new UsageError({ en: `There is no engine “${typed}”. Engines: ${known}.`, 'zh-CN': `没有名为 “${typed}” 的引擎。可用的有：${known}。` })
}
