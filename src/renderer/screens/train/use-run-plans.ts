/** The plans of all runs of the project, asked for again when runs came or went. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Plan } from '#contract/plan.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'

export function useRunPlans() {
  const connection = useConnection()
  const project = useProject()
  const runs = useRuns()
  /** By run; what can't be read is not in it. */
  const plans = shallowRef<ReadonlyMap<string, Plan>>(new Map())
  const failure = shallowRef<Failure | null>(null)
  let gone = false

  watch(() => [project.current?.id, connection.connections, ...runs.list.map(({ id }) => id)].join(' '), load, { immediate: true })
  onScopeDispose(() => (gone = true))

  async function load(): Promise<void> {
    const projectId = project.current?.id
    // A plan never changes: only a run that is not known yet is a reason to ask.
    if (projectId === undefined || runs.list.every(({ id }) => plans.value.has(id))) return
    try {
      const found = await connection.client.run.plans({ projectId })
      if (gone || project.current?.id !== projectId) return
      plans.value = new Map(found.flatMap(({ runId, plan }) => (plan === null ? [] : [[runId, plan] as const])))
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }

  return { plans, failure, load }
}
