/** Choosing what to predict. The first choice also brings a network and training that suit the data. */
import { useConnection } from '#renderer/stores/connection.ts'
import { settledTraining } from '#renderer/plan/settled-training.ts'
import { useProject } from '#renderer/stores/project.ts'

/** The proposal that is under way: a run must not start with the plan from before it. */
let suggestion: Promise<void> = Promise.resolve()

/** Resolves when no proposal is on its way any more. */
export async function suggestionArrived(): Promise<void> {
  await suggestion
}

export function useTarget() {
  const { client } = useConnection()
  const project = useProject()

  async function setTarget(column: string | null): Promise<void> {
    if (column === project.plan.recipe.target) return
    const first = project.plan.network.layers.length === 0
    project.edit({ key: 'data.undo.target', params: { column: column ?? '' } }, (plan) => ({
      ...plan,
      recipe: { ...plan.recipe, target: column, task: null, positive: null, classNames: [], columns: plan.recipe.columns.filter((choice) => choice.column !== column) },
    }))
    if (column === null || !first) return
    suggestion = suggest(column)
    await suggestion
  }

  async function suggest(column: string): Promise<void> {
    const projectId = project.current?.id
    if (projectId === undefined) return
    try {
      const asked = project.plan
      const { network, training } = await client.plan.suggest({ projectId, plan: asked })
      if (project.current?.id !== projectId || project.plan.recipe.target !== column) return
      // What the person changed meanwhile is theirs, setting by setting; the rest is as proposed for this target.
      project.amend((plan) => ({ ...plan, network: plan.network === asked.network ? network : plan.network, training: settledTraining(asked.training, plan.training, training) }))
    } catch {
      // A target nothing can be learned from: the preview says why, and the next target asks again.
    }
  }

  function setUse(column: string, use: boolean): void {
    project.edit({ key: use ? 'data.undo.use' : 'data.undo.leaveOut', params: { column } }, (plan) => {
      const { columns } = plan.recipe
      const known = columns.some((choice) => choice.column === column)
      const next = known ? columns.map((choice) => (choice.column === column ? { ...choice, use } : choice)) : [...columns, { column, use }]
      return { ...plan, recipe: { ...plan.recipe, columns: next } }
    })
  }

  return { setTarget, setUse }
}
