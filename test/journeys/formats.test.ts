/** Files of other programs through the studio: read anew with other parts, kept in a project, predicted on. */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, opened, projectWith, startStudio } from './studio-driver.ts'
import type { Studio } from './studio-driver.ts'

let studio: Studio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(cleanUp)

const fixture = (name: string) => ({ kind: 'path', path: path.resolve('test/fixtures/formats', name) }) as const

describe('a file of another program', () => {
  it('is read anew with another part, and only the file itself stays when the project is closed', async () => {
    const { project, dataset } = await projectWith(studio.client, fixture('book.xlsx'))
    const data = path.join(studio.home, 'home', 'projects', project.id, 'data')
    expect(dataset.columns.length).toBe(8)
    for (let time = 0; time < 5; time++) {
      const merged = await opened(await studio.client.dataset.read({ projectId: project.id, reading: { part: { sheet: 'merged' } } }))
      expect([merged.columns.length, merged.sha256]).toEqual([2, dataset.sha256])
      await studio.client.dataset.look({ projectId: project.id })
      const back = await opened(await studio.client.dataset.read({ projectId: project.id, reading: {} }))
      expect(back.columns.length).toBe(8)
      const { plan } = await studio.client.project.open({ projectId: project.id })
      await studio.client.project.savePlan({ projectId: project.id, plan })
    }
    expect((await readdir(data)).filter((name) => !name.startsWith('.converted-'))).toEqual(['book.xlsx'])
    expect((await readdir(data)).length).toBe(2)
  })
})
