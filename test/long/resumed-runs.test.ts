/** One run whose studio is killed again and again at any moment, resumed each time: it ends as the run that nobody disturbed. */
import { afterAll, expect, it } from 'vitest'
import { cleanUp, followed, projectWith, sample, startStudio, withTarget } from '#test/journeys/studio-driver.ts'
import type { Client } from '#test/journeys/studio-driver.ts'

const kills = 25
afterAll(cleanUp)

it(`ends with the same history and weights after ${kills} kills`, async () => {
  let studio = await startStudio()
  const { project } = await projectWith(studio.client, sample('breast_cancer'))
  const { id: projectId } = project
  const suggested = await studio.client.plan.suggest({ projectId, plan: withTarget(project.plan, 'target') })
  const layers = [
    { id: 'layer-1', type: 'dense', units: 64, activation: 'relu' },
    { id: 'layer-2', type: 'batchNormalization' },
    { id: 'layer-3', type: 'dropout', rate: 0.2 },
    { id: 'layer-4', type: 'dense', units: 32, activation: 'tanh' },
  ]
  const plan = {
    ...suggested,
    network: { ...suggested.network, layers },
    training: { ...suggested.training, epochs: 4000, optimizer: { type: 'adam', learningRate: 0.0003 }, schedule: { type: 'reduceOnPlateau', patience: 20 }, earlyStopping: { enabled: true, patience: 10_000, minimumChange: 0, restoreBest: true } },
  }
  const undisturbed = await studio.client.run.start({ projectId, plan })
  await followed(studio.client, projectId, undisturbed.id)
  const expected = (await studio.client.run.detail({ projectId, runId: undisturbed.id })).report
  const { id: runId } = await studio.client.run.start({ projectId, plan })
  const places: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    // Spread over starting, training, writing a checkpoint and what follows it.
    await pause((kill * 83) % 700)
    if (kill % 2 === 0) await checkpoint(studio.client, { projectId, runId })
    await pause((kill * 37) % 90)
    await studio.kill()
    studio = await startStudio({ home: studio.home })
    const run = (await studio.client.project.open({ projectId })).runs.find(({ id }) => id === runId)
    if (run?.resumesAt === undefined) break
    places.push(run.resumesAt.step)
    await studio.client.run.resume({ projectId, runId })
  }
  const { summary } = await followed(studio.client, projectId, runId)
  expect(summary.state).toMatchObject({ kind: 'finished', reason: 'completed' })
  // It came further from kill to kill, and never fell behind a checkpoint.
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(new Set(places).size).toBeGreaterThan(5)
  const report = (await studio.client.run.detail({ projectId, runId })).report
  expect(report?.historySha256).toBe(expected?.historySha256)
  expect(report?.weightsSha256).toBe(expected?.weightsSha256)
})

/** By a pause, where the run is far enough to make one. */
async function checkpoint(client: Client, ids: { projectId: string; runId: string }): Promise<void> {
  const paused = await client.run.pause(ids).then(() => true, () => false)
  if (paused) await client.run.resume(ids)
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
