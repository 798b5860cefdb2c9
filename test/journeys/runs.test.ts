/** Runs of a project through the studio process: renamed, deleted, brought back, and gone for good when the studio ends. */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { cleanUp, failure, followed, projectWith, sample, startStudio, trained } from './studio-driver.ts'

afterEach(cleanUp)

async function withRuns(count: number) {
  const studio = await startStudio()
  const { project } = await projectWith(studio.client, sample('iris'))
  const { plan, summary } = await trained(studio.client, project, 'species', { epochs: 2 })
  const ids = [summary.id]
  while (ids.length < count) {
    const { id } = await studio.client.run.start({ projectId: project.id, plan: { ...plan, training: { ...plan.training, epochs: ids.length + 2 } } })
    await followed(studio.client, project.id, id)
    ids.push(id)
  }
  const folder = path.join(studio.home, 'home', 'projects', project.id, 'runs')
  return { studio, projectId: project.id, ids, folder, listed: async (client = studio.client) => (await client.run.list({ projectId: project.id })).map(({ id }) => id) }
}

describe('the runs of a project', () => {
  it('are deleted and come back whole, with name, plan, course and answers', async () => {
    const { studio, projectId, ids: [first = '', second = ''], listed } = await withRuns(2)
    const { client } = studio
    await client.run.rename({ projectId, runId: first, name: '第一次' })
    const before = { detail: await client.run.detail({ projectId, runId: first }), course: await followed(client, projectId, first) }
    await client.run.remove({ projectId, runId: first })
    expect(await listed()).toEqual([second])
    expect(await failure(client.run.detail({ projectId, runId: first }))).toMatchObject({ code: 'run.unknown' })
    expect(await client.run.restore({ projectId, runId: first })).toMatchObject({ id: first, number: 1, name: '第一次' })
    expect(await listed()).toEqual([second, first])
    expect({ detail: await client.run.detail({ projectId, runId: first }), course: await followed(client, projectId, first) }).toEqual(before)
    expect((await client.run.plans({ projectId })).map(({ runId, plan }) => [runId, plan?.training.epochs])).toEqual([[second, 3], [first, 2]])
    // A second wish for what is there already changes nothing.
    expect(await client.run.restore({ projectId, runId: first })).toMatchObject({ id: first })
    expect(studio.log()).toBe('')
  })

  it('that were deleted are gone from the disk when the studio ends, and number 1 is not given again', async () => {
    const { studio, projectId, ids: [first = '', second = ''], folder, listed } = await withRuns(2)
    await studio.client.run.remove({ projectId, runId: first })
    expect((await readdir(folder)).length).toBe(2)
    await studio.stop()
    expect(await readdir(folder)).toEqual([second])
    const again = await startStudio({ home: studio.home })
    expect(await listed(again.client)).toEqual([second])
    expect(await failure(again.client.run.restore({ projectId, runId: first }))).toMatchObject({ code: 'run.unknown' })
  })

  it('that were deleted do not come back, whole or half, when the studio is killed', async () => {
    const { studio, projectId, ids: [first = '', second = ''], folder, listed } = await withRuns(2)
    await studio.client.run.remove({ projectId, runId: first })
    await studio.kill()
    const again = await startStudio({ home: studio.home })
    expect(await listed(again.client)).toEqual([second])
    expect(await readdir(folder)).toEqual([second])
  })

  it('that live are not deleted', async () => {
    const { studio, projectId, ids: [first = ''], listed } = await withRuns(1)
    const { plan } = await studio.client.run.detail({ projectId, runId: first })
    const { id } = await studio.client.run.start({ projectId, plan: { ...plan, training: { ...plan.training, epochs: 100_000, earlyStopping: { ...plan.training.earlyStopping, enabled: false } } } })
    expect(await failure(studio.client.run.remove({ projectId, runId: id }))).toMatchObject({ code: 'run.busy' })
    expect(await listed()).toEqual([id, first])
    await studio.client.run.discard({ projectId, runId: id })
    expect(await listed()).toEqual([first])
  })
})
