/** A studio killed at many moments of a run: the project always opens, and what the run says it kept is there and answers. */
import { afterAll, expect, it } from 'vitest'
import { cleanUp, opened, projectWith, sample, startStudio, withTarget } from '#test/journeys/studio-driver.ts'

const kills = 40
afterAll(cleanUp)

it(`keeps the project whole through ${kills} kills`, async () => {
  let studio = await startStudio()
  const { project } = await projectWith(studio.client, sample('iris'))
  const { id: projectId } = project
  const suggested = await studio.client.plan.suggest({ projectId, plan: withTarget(project.plan, 'species') })
  const plan = { ...suggested, training: { ...suggested.training, epochs: 50_000, earlyStopping: { ...suggested.training.earlyStopping, enabled: false } } }
  for (let kill = 0; kill < kills; kill++) {
    const { id: runId } = await studio.client.run.start({ projectId, plan })
    // Spread over preparing, the first weights and later epochs; plans are saved meanwhile.
    const saving = studio.client.project.savePlan({ projectId, plan: { ...plan, training: { ...plan.training, seed: kill } } }).catch(() => null)
    await new Promise((resolve) => setTimeout(resolve, (kill * 61) % 1500))
    await studio.kill()
    await saving
    studio = await startStudio({ home: studio.home })
    const view = await studio.client.project.open({ projectId })
    expect([kill, [kill - 1, kill, 1, 0].includes(view.plan.training.seed), view.hasDataset]).toEqual([kill, true, true])
    expect((await opened(await studio.client.dataset.view({ projectId }))).rows).toBe(150)
    const run = view.runs.find(({ id }) => id === runId)
    if (run === undefined) continue
    expect([kill, run.state]).toEqual([kill, { kind: 'finished', reason: 'interrupted' }])
    if (run.hasModel) {
      const form = await studio.client.predict.form({ projectId, runId })
      const { answer } = await studio.client.predict.row({ projectId, runId, values: form.fields.map(({ column, start }) => ({ column, value: start })) })
      expect([kill, answer.kind]).toEqual([kill, 'class'])
    }
    await studio.client.run.discard({ projectId, runId })
  }
})
