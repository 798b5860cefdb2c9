/** The steps as they stand in the window: those of the plan, and what is being typed; and what each of them does to the table. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Text } from '#contract/language.ts'
import type { RecipeStep, StepEffect, StepEffects } from '#contract/recipe.ts'
import { stepNames } from '#contract/wording/step-names.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { columnInFormula } from '#renderer/plan/column-in-formula.ts'
import { nameBehind, unusedName, unusedStepId, withChangedStep, withMovedStep, withNamesFollowed, withSteps } from '#renderer/plan/edit-steps.ts'
import type { StepKind } from '#renderer/plan/step-kinds.ts'
import { useConnection } from './connection.ts'
import { useDataset } from './dataset.ts'
import { useProject } from './project.ts'

/** Milliseconds after the last keystroke. */
const pause = 150

/** A step that the plan does not have like this: it can't be done yet, or nobody knows yet whether it can. */
interface Draft {
  step: RecipeStep
  /** As the plan has it; null: not at all. */
  before: RecipeStep | null
  /** Nobody has typed anything: its mistakes are nobody's. */
  fresh: boolean
}

export const useSteps = defineStore('steps', () => {
  const connection = useConnection()
  const dataset = useDataset()
  const project = useProject()

  const drafts = shallowRef<ReadonlyMap<string, Draft>>(new Map())
  const effects = shallowRef<StepEffects | null>(null)
  /** The steps that `effects` are of. */
  const answered = shallowRef<readonly RecipeStep[]>([])
  const failure = shallowRef<Failure | null>(null)
  /** The step whose first field is to take the focus. */
  const wanted = ref<string | null>(null)

  const planned = computed(() => project.plan.recipe.steps)
  const file = computed(() => dataset.view?.columns.map(({ name }) => name) ?? [])
  const shown = computed(() => [...drafts.value.values()].reduce<RecipeStep[]>((steps, { step }) => withChangedStep(steps, step), planned.value))
  /** Behind the last step: what can be predicted and learned from. */
  const columns = computed(() => (shown.value.length > 0 && effects.value !== null ? effects.value.columns : (dataset.view?.columns ?? []).map(({ name, type }) => ({ name, type }))))

  const question = computed(() => {
    const { current } = project
    if (current === null || dataset.view === null || shown.value.length === 0) return null
    return { projectId: current.id, steps: shown.value, view: dataset.view, connection: connection.connections }
  })

  let stop: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(
    question,
    (now) => {
      stop?.abort()
      clearTimeout(timer)
      failure.value = null
      if (now === null) effects.value = null
      else timer = setTimeout(() => void ask(now), pause)
    },
    { immediate: true },
  )
  watch(
    () => project.current?.id,
    () => (drafts.value = new Map()),
  )
  // Undo and redo change what a draft began with; what the person sees then is the plan.
  watch(planned, (steps) => {
    const kept = [...drafts.value].filter(([id, { before }]) => JSON.stringify(steps.find((step) => step.id === id) ?? null) === JSON.stringify(before))
    if (kept.length < drafts.value.size) drafts.value = new Map(kept)
  })

  async function ask({ projectId, steps }: { projectId: string; steps: RecipeStep[] }): Promise<void> {
    const mine = new AbortController()
    stop = mine
    try {
      const answer = await connection.client.recipe.steps({ projectId, steps }, { signal: mine.signal })
      if (mine.signal.aborted) return
      answered.value = steps
      effects.value = answer
      takeOver(answer)
    } catch (error) {
      if (!mine.signal.aborted) failure.value = failureOf(error)
    }
  }

  /** Drafts that can be done become steps of the plan. */
  function takeOver({ steps }: StepEffects): void {
    for (const [id, { step, before, fresh }] of drafts.value) {
      if (fresh || steps.find((effect) => effect.id === id)?.mistake !== null) continue
      forget(id)
      edit(before === null ? 'stepAdd' : 'stepChange', step, withChangedStep(planned.value, step))
    }
  }

  function edit(label: string, step: RecipeStep, steps: RecipeStep[]): void {
    const name: Text = stepNames[step.kind]
    const earlier = planned.value
    const following = withNamesFollowed(earlier, steps, file.value)
    // What is being typed elsewhere goes by the new names, too, and is not lost because the step in the plan does.
    drafts.value = new Map([...drafts.value].map(([id, draft]) => [id, {
      ...draft,
      step: withNamesFollowed(earlier, withChangedStep(steps, draft.step), file.value).find((one) => one.id === id) ?? draft.step,
      before: draft.before === null ? null : (following.find((one) => one.id === id) ?? draft.before),
    }]))
    project.edit({ key: `prepare.undo.${label}`, params: { step: name } }, (plan) => ({ ...plan, recipe: withSteps(plan.recipe, steps, file.value) }))
  }

  /** A new step at the end, whose first field takes the focus. `name`: of what it makes; `column`: of the file, to begin with. */
  function begin(kind: StepKind, name: string, column: string | null = null): void {
    const id = unusedStepId(shown.value)
    const taken = kind === 'compute' ? columns.value.map((one) => one.name) : []
    const step = newStep(kind, id, unusedName(name, taken), column === null ? '' : nameBehind(planned.value, column), effects.value?.rows ?? dataset.view?.rows ?? 0)
    const typedFirst = kind === 'rename' || kind === 'compute' || kind === 'filter'
    setDraft(id, { step, before: null, fresh: typedFirst || ('column' in step && step.column === '') })
    wanted.value = id
  }

  /** As it was typed; it becomes a step of the plan as soon as it can be done. */
  function type(step: RecipeStep): void {
    setDraft(step.id, { step, before: planned.value.find(({ id }) => id === step.id) ?? null, fresh: false })
  }

  function remove(step: RecipeStep): void {
    forget(step.id)
    edit('stepRemove', step, planned.value.filter(({ id }) => id !== step.id))
  }

  function move(step: RecipeStep, by: -1 | 1): void {
    edit('stepMove', step, withMovedStep(planned.value, step.id, by))
  }

  function switchStep(step: RecipeStep): void {
    edit(step.on ? 'stepOff' : 'stepOn', step, planned.value.map((one) => (one.id === step.id ? { ...one, on: !one.on } : one)))
  }

  function setDraft(id: string, draft: Draft): void {
    drafts.value = new Map([...drafts.value, [id, draft]])
  }
  function forget(id: string): void {
    drafts.value = new Map([...drafts.value].filter(([own]) => own !== id))
  }

  const effectOf = (id: string): StepEffect | null => effects.value?.steps.find((effect) => effect.id === id) ?? null
  const draftOf = (id: string): Draft | null => drafts.value.get(id) ?? null

  /** Whether the effect is that of the step as it is shown now. */
  const isAnswered = (step: RecipeStep): boolean => answered.value.includes(step)

  return { shown, columns, failure, wanted, effectOf, draftOf, isAnswered, begin, type, remove, move, switchStep }
})

/** `name`: of what it makes; `column` '': still to be chosen; `rows`: that there are. */
function newStep(kind: StepKind, id: string, name: string, column: string, rows: number): RecipeStep {
  const formula = column === '' ? '' : `${columnInFormula(column)} `
  const on = true
  switch (kind) {
    case 'rename':
      return { kind, id, on, column, name: '' }
    case 'compute':
      return { kind, id, on, name, formula }
    case 'filter':
      return { kind, id, on, formula }
    case 'sample':
      return { kind, id, on, rows: Math.max(2, Math.min(1000, Math.floor(rows / 2))), seed: 42 }
    case 'cast':
      return { kind, id, on, column, to: 'category' }
    case 'groupRare':
      return { kind, id, on, column, share: 0.02, name }
    case 'bin':
      return { kind, id, on, column, count: 5, by: 'quantile' }
    case 'log':
    case 'yeoJohnson':
      return { kind, id, on, column }
    default:
      return kind satisfies never
  }
}
