import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { cleanUp, failure, startStudio } from './studio-driver.ts'

afterEach(cleanUp)

describe('projects through the studio process', () => {
  it('are created, renamed, planned in, listed, reopened after a restart and removed', async () => {
    const studio = await startStudio()
    const { client } = studio
    const { id, plan } = await client.project.create({ name: 'Lumps' })
    await client.project.rename({ projectId: id, name: '肿块' })
    await client.project.savePlan({ projectId: id, plan: { ...plan, training: { ...plan.training, epochs: 7 } } })
    await studio.stop()

    const again = await startStudio({ home: studio.home })
    expect(await again.client.project.list({})).toEqual([{ id, name: '肿块', changedAt: expect.any(String), fileName: null, runs: 0 }])
    expect(await again.client.project.open({ projectId: id })).toMatchObject({ name: '肿块', hasDataset: false, runs: [], interruptedRuns: [], plan: { training: { epochs: 7 } } })
    await again.client.project.remove({ projectId: id })
    expect(await again.client.project.list({})).toEqual([])
    expect(again.log()).toBe('')
  })

  it('know each start of the process from the last', async () => {
    const studio = await startStudio()
    const first = await studio.client.studio.describe({})
    await studio.kill()
    const again = await startStudio({ home: studio.home })
    const second = await again.client.studio.describe({})
    expect(first).toMatchObject({ paths: true, engines: [{ name: 'compiled' }, { name: 'tfjs' }, { name: 'tensorflow' }], version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
    expect(second.startId).not.toBe(first.startId)
  })

  it('refuse what the contract does not allow, with the place of it', async () => {
    const { client } = await startStudio()
    const { id, plan } = await client.project.create({ name: '' })
    expect(await failure(client.project.open({ projectId: '../..' }))).toEqual({ code: 'project.unknown', details: {} })
    expect(await failure(client.project.rename({ projectId: id, name: '' }))).toMatchObject({ code: 'request.invalid', details: { setting: 'name', expected: '>= 1' } })
    const newer = { ...plan, version: 2 }
    // @ts-expect-error a plan from a newer version is not of this contract
    expect(await failure(client.project.savePlan({ projectId: id, plan: newer }))).toEqual({ code: 'plan.newer', details: { value: '2', expected: '1' } })
    const broken = { ...plan, network: { ...plan.network, layers: [{ id: 'a', type: 'dense' }, { id: 'b' }] } }
    // @ts-expect-error a layer needs a type
    expect(await failure(client.project.savePlan({ projectId: id, plan: broken }))).toMatchObject({ code: 'plan.invalid', details: { layer: 2, layerId: 'b', setting: 'type' } })
    expect((await client.project.open({ projectId: id })).plan).toEqual(plan)
  })

  it('from a newer Candor stay as they are', async () => {
    const studio = await startStudio()
    const { id } = await studio.client.project.create({ name: 'x' })
    await studio.stop()
    const file = path.join(studio.home, 'home', 'projects', id, 'project.json')
    const newer = (await readFile(file, 'utf8')).replace('"version": 1', '"version": 3')
    await writeFile(file, newer)
    const again = await startStudio({ home: studio.home })
    expect(await failure(again.client.project.open({ projectId: id }))).toEqual({ code: 'project.newer', details: { value: '3', expected: '1' } })
    expect(await readFile(file, 'utf8')).toBe(newer)
    expect((await again.client.project.list({})).length).toBe(1)
  })

  it('hold the old plan or the new one when the process is killed while plans are saved', async () => {
    const studio = await startStudio()
    const { id, plan } = await studio.client.project.create({ name: 'hammered' })
    let saved = 0
    const hammer = (async () => {
      for (let epochs = 1; ; epochs++) {
        await studio.client.project.savePlan({ projectId: id, plan: { ...plan, training: { ...plan.training, epochs } } })
        saved = epochs
      }
    })()
    await expect.poll(() => saved, { timeout: 30_000, interval: 10 }).toBeGreaterThan(50)
    await studio.kill()
    await expect(hammer).rejects.toBeDefined()
    const again = await startStudio({ home: studio.home })
    const { epochs } = (await again.client.project.open({ projectId: id })).plan.training
    expect(epochs).toBeGreaterThanOrEqual(saved)
    expect(epochs).toBeLessThanOrEqual(saved + 1)
  })

  it('are opened by one of two studios that ask at the same moment, and by the other one when that is gone', async () => {
    const first = await startStudio()
    const second = await startStudio({ home: first.home })
    const { id } = await first.client.project.create({ name: 'wanted' })
    const project = path.join(first.home, 'home', 'projects', id)
    await first.stop()
    let studios = [second, await startStudio({ home: first.home })]
    for (let time = 0; time < 6; time++) {
      // As a crash of long ago leaves it, now and then.
      if (time % 2 === 0) await writeFile(path.join(project, 'lock.json'), JSON.stringify({ processId: 999_999_999 }))
      const outcomes = await Promise.all(studios.map(({ client }) => client.project.open({ projectId: id }).then(() => 'opened', (error: unknown) => failure(Promise.reject(error)).then(({ code }) => code))))
      expect([time, outcomes.toSorted()]).toEqual([time, ['opened', 'project.busy']])
      const [holder, other] = outcomes[0] === 'opened' ? studios : studios.toReversed()
      await holder?.stop()
      expect(await other?.client.project.open({ projectId: id })).toMatchObject({ name: 'wanted' })
      await other?.stop()
      studios = [await startStudio({ home: first.home }), await startStudio({ home: first.home })]
    }
  })
})
