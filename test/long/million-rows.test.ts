/** A million rows: read, paged at the far end, trained on and predicted, as with a hundred. */
import { open } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cleanUp, followed, projectWith, startStudio, withTarget } from '#test/journeys/studio-driver.ts'

const rows = 1_000_000
const rowsAtOnce = 10_000
afterAll(cleanUp)

it('are read, learned from and answered for', async () => {
  const studio = await startStudio()
  const { client } = studio
  const file = path.join(studio.home, 'million.csv')
  const handle = await open(file, 'w')
  await handle.writeFile('a,b,c,answer\n')
  for (let from = 0; from < rows; from += rowsAtOnce) await handle.writeFile(Array.from({ length: rowsAtOnce }, (_, at) => line(from + at)).join(''))
  await handle.close()

  const { project, dataset } = await projectWith(client, { kind: 'path', path: file })
  expect(dataset.rows).toBe(rows)
  const last = await client.dataset.rows({ projectId: project.id, from: rows - 1, count: 10 })
  expect(last.cells).toEqual([line(rows - 1).trimEnd().split(',')])

  const suggested = await client.plan.suggest({ projectId: project.id, plan: withTarget(project.plan, 'answer') })
  const { id } = await client.run.start({ projectId: project.id, plan: { ...suggested, training: { ...suggested.training, batchSize: 8192, epochs: 2 } } })
  const { summary } = await followed(client, project.id, id)
  expect(summary).toMatchObject({ state: { kind: 'finished', reason: 'completed' }, hasModel: true })
  expect(summary.figure?.value).toBeGreaterThan(90)

  for await (const event of await client.predict.file({ projectId: project.id, runId: id, source: { kind: 'path', path: file } })) {
    if (event.kind === 'done') expect(event.prediction).toMatchObject({ rows, extra: ['answer'] })
  }
})

/** The answer is whether a + b is above 1; c says nothing. */
function line(row: number): string {
  const [a, b, c] = [share(row * 3), share(row * 3 + 1), share(row * 3 + 2)]
  return `${a.toFixed(4)},${b.toFixed(4)},${c.toFixed(4)},${a + b > 1 ? 'high' : 'low'}\n`
}

/** 0 to 1, scattered, the same in every run. */
function share(index: number): number {
  const mixed = Math.imul(index ^ (index >>> 15), 0x2c1b3c6d)
  return ((Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0) % 10_007) / 10_007
}
