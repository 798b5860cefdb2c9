/** What the plan would do, while it is edited: the prepared recipe and the checked network. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { PlanCheck } from '#contract/network.ts'
import type { RecipePreview } from '#contract/recipe.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { useDataset } from './dataset.ts'
import { useProject } from './project.ts'

/** Milliseconds after the last keystroke. */
const pause = 150

export const usePreview = defineStore('preview', () => {
  const connection = useConnection()
  const project = useProject()
  const dataset = useDataset()

  const recipe = shallowRef<RecipePreview | null>(null)
  const recipeFailure = shallowRef<Failure | null>(null)
  const check = shallowRef<PlanCheck | null>(null)
  const checkFailure = shallowRef<Failure | null>(null)
  /** True while what is shown is older than the plan. */
  const pending = ref(false)

  /** What the answers depend on; the rest of the plan may change without asking again. */
  const question = computed(() => {
    const { current, plan } = project
    if (current === null || dataset.view === null || plan.recipe.target === null) return null
    return { projectId: current.id, plan, recipeText: JSON.stringify(plan.recipe), view: dataset.view, connection: connection.connections }
  })

  let stop: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The recipe and table that `recipe` answers. */
  let answered: { recipeText: string; view: unknown; projectId: string } | null = null

  watch(
    question,
    (now) => {
      stop?.abort()
      clearTimeout(timer)
      if (now === null) {
        recipe.value = recipeFailure.value = check.value = checkFailure.value = answered = null
        pending.value = false
        return
      }
      if (answered !== null && answered.projectId !== now.projectId) recipe.value = check.value = answered = null
      pending.value = true
      timer = setTimeout(() => void ask(), pause)
    },
    { immediate: true },
  )

  async function ask(): Promise<void> {
    const now = question.value
    if (now === null) return
    const mine = new AbortController()
    stop = mine
    const { projectId, plan } = now
    if (answered?.recipeText !== now.recipeText || answered.view !== now.view) {
      try {
        const preview = await connection.client.recipe.preview({ projectId, recipe: plan.recipe }, { signal: mine.signal })
        if (mine.signal.aborted) return
        recipe.value = preview
        recipeFailure.value = null
        answered = now
      } catch (error) {
        if (mine.signal.aborted) return
        recipe.value = check.value = checkFailure.value = answered = null
        recipeFailure.value = failureOf(error)
        pending.value = false
        return
      }
    }
    try {
      const checked = await connection.client.network.check({ projectId, plan }, { signal: mine.signal })
      if (mine.signal.aborted) return
      check.value = checked
      checkFailure.value = null
    } catch (error) {
      if (mine.signal.aborted) return
      check.value = null
      checkFailure.value = failureOf(error)
    }
    pending.value = false
  }

  return { recipe, recipeFailure, check, checkFailure, pending }
})
