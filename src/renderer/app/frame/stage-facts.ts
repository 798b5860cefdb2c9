/** What the rail says about each stage: one short fact and a state. Plain data in, keys of the locale files out. */
import type { DatasetView } from '#contract/dataset.ts'
import type { Language } from '#contract/language.ts'
import type { PlanCheck } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import type { RecipePreview } from '#contract/recipe.ts'
import type { RunSummary } from '#contract/run.ts'
import { formatFigure } from '#contract/wording/figure.ts'
import { formatCount } from '#contract/wording/numbers.ts'
import type { Failure } from '#renderer/app/errors.ts'
import type { StageName } from '#renderer/stores/stage.ts'

export type StageState = 'plain' | 'done' | 'attention' | 'outdated'
export interface StageFact {
  state: StageState
  /** A key of `app.fact` with its parameters, or words as they are. */
  fact: { key: string; params?: Record<string, string> } | { text: string }
}

export interface FactsOfProject {
  view: DatasetView | null
  reading: boolean
  plan: Plan
  recipe: RecipePreview | null
  recipeFailure: Failure | null
  check: PlanCheck | null
  run: RunSummary | null
  /** The plan has moved on since that run. */
  outdated: boolean
  /** Seconds the run has trained; null before its first epoch. */
  seconds: string | null
  language: Language
}

export function stageFacts(facts: FactsOfProject): Record<StageName, StageFact> {
  return {
    data: dataFact(facts),
    prepare: prepareFact(facts),
    network: networkFact(facts),
    train: trainFact(facts),
    evaluate: evaluateFact(facts),
    predict: predictFact(facts),
  }
}

const said = (state: StageState, key: string, params?: Record<string, string>): StageFact => ({ state, fact: params === undefined ? { key } : { key, params } })

function dataFact({ view, reading }: FactsOfProject): StageFact {
  if (view === null) return said('plain', reading ? 'reading' : 'noData')
  return said('done', 'table', { rows: formatCount(view.rows), columns: formatCount(view.columns.length) })
}

function prepareFact({ view, plan, recipe, recipeFailure }: FactsOfProject): StageFact {
  const { target } = plan.recipe
  if (target === null) return said('plain', 'noTarget')
  if (view !== null && recipeFailure !== null) return said('attention', 'problems')
  return said(recipe === null ? 'plain' : 'done', 'target', { target })
}

function networkFact({ plan, check, recipe }: FactsOfProject): StageFact {
  const problem = check?.problems.some(({ severity, place }) => severity === 'error' && (place === 'layer' || place === 'output')) ?? false
  if (problem) return said('attention', 'problems')
  const widths = plan.network.layers.flatMap(({ type, enabled, units }) => (type === 'dense' && enabled !== false && typeof units === 'number' ? [units] : []))
  const outputs = check?.output.units
  if (recipe === null || outputs === undefined) return widths.length === 0 ? said('plain', 'noLayers') : { state: 'plain', fact: { text: chain(widths) } }
  return widths.length === 0 ? said('done', 'noLayers') : { state: 'done', fact: { text: chain([...widths, outputs]) } }
}

/** 64 → 32 → 1; of more than three only the ends. */
function chain(widths: readonly number[]): string {
  const shown = widths.length > 3 ? [widths[0], '…', widths.at(-1)] : widths
  return shown.join(' → ')
}

function trainFact({ run, outdated, seconds }: FactsOfProject): StageFact {
  if (run === null) return said('plain', 'notTrained')
  const { state, epochs } = run
  switch (state.kind) {
    case 'queued':
    case 'preparing':
      return said('plain', 'preparing')
    case 'training':
      return said('plain', 'epochOf', { epoch: formatCount(Math.min(epochs.planned, epochs.done + 1)), epochs: formatCount(epochs.planned) })
    case 'paused':
      return said('plain', 'paused')
    case 'stopping':
    case 'judging':
      return said('plain', 'judging')
    case 'finished':
      if (state.reason === 'diverged' || state.reason === 'failed') return said('attention', 'stopped')
      if (state.reason === 'interrupted') return said('attention', 'interrupted')
      return seconds === null
        ? said(outdated ? 'outdated' : 'done', 'epochsPlain', { epochs: formatCount(epochs.done) })
        : said(outdated ? 'outdated' : 'done', 'epochs', { epochs: formatCount(epochs.done), time: seconds })
    default:
      return state satisfies never
  }
}

function evaluateFact({ run, outdated }: FactsOfProject): StageFact {
  if (run === null || run.state.kind !== 'finished') return said('plain', 'after')
  if (run.figure === null) return said('plain', 'unknown')
  const state = outdated ? 'outdated' : 'done'
  const key = { rightInHundred: 'right', foundInHundred: 'found', meanAbsoluteError: 'misses' }[run.figure.kind]
  return said(state, key, { value: formatFigure(run.figure) })
}

function predictFact({ run, outdated }: FactsOfProject): StageFact {
  if (run === null || run.state.kind !== 'finished' || !run.hasModel) return said('plain', 'after')
  return said(outdated ? 'outdated' : 'plain', 'ready')
}
