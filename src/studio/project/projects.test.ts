import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Projects } from './projects.ts'

let home = ''
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'candor-projects-'))
})
afterEach(async () => {
  await rm(home, { recursive: true, force: true })
})

function fileOf(id: string): string {
  return path.join(home, 'projects', id, 'project.json')
}

describe('projects', () => {
  it('are there again after a restart, newest change first', async () => {
    const projects = new Projects(home)
    const first = await projects.create('first')
    const second = await projects.create('second')
    await first.change((file) => ({ ...file, name: 'first, renamed' }))
    await projects.close()
    const again = new Projects(home)
    expect((await again.list()).map(({ name }) => name)).toEqual(['first, renamed', 'second'])
    expect((await again.open(second.id)).file.name).toBe('second')
    await again.close()
  })

  it('lose no change when many come at once', async () => {
    const projects = new Projects(home)
    const project = await projects.create('counted')
    await Promise.all(Array.from({ length: 20 }, () => project.change((file) => ({ ...file, looks: file.looks + 1 }))))
    const stored: unknown = JSON.parse(await readFile(fileOf(project.id), 'utf8'))
    expect(stored).toMatchObject({ looks: 20 })
    await projects.close()
  })

  it('keep what was shown last without a new time, and open where none or an odd one was kept', async () => {
    const projects = new Projects(home)
    const project = await projects.create('looked at')
    const { changedAt } = project.file
    await project.note((file) => ({ ...file, shown: { stage: 'evaluate', runId: 'r' } }))
    await projects.close()
    const again = new Projects(home)
    expect((await again.open(project.id)).file).toMatchObject({ changedAt, shown: { stage: 'evaluate', runId: 'r' } })
    await again.close()
    const { shown: _, ...earlier } = project.file
    for (const content of [earlier, { ...earlier, shown: { stage: 'of a newer version', runId: 3 } }]) {
      await writeFile(fileOf(project.id), JSON.stringify(content))
      const later = new Projects(home)
      expect((await later.open(project.id)).file).toMatchObject({ name: 'looked at', shown: null })
      await later.close()
    }
  })

  it('are swept of what a crash left half written', async () => {
    const projects = new Projects(home)
    const { id } = await projects.create('crashed')
    await projects.close()
    const folder = path.join(home, 'projects', id)
    await mkdir(path.join(folder, 'runs', '.removed-1-a'), { recursive: true })
    await writeFile(path.join(folder, '.project.json.abc.tmp'), '{')
    const again = new Projects(home)
    await again.open(id)
    expect(await readdir(folder)).toEqual(['lock.json', 'project.json', 'runs'])
    expect(await readdir(path.join(folder, 'runs'))).toEqual([])
    await again.close()
  })

  it('are gone with everything when removed', async () => {
    const projects = new Projects(home)
    const project = await projects.create('gone')
    await projects.remove(project.id)
    expect(await projects.list()).toEqual([])
    await expect(projects.open(project.id)).rejects.toMatchObject({ code: 'project.unknown' })
  })

  it.each(['../projects', 'a/b', '', '..', 'nosuch'])('do not open for the id %j', async (id) => {
    await expect(new Projects(home).open(id)).rejects.toMatchObject({ code: 'project.unknown' })
  })

  it.each([
    ['{"version":2}', 'project.newer'],
    ['{"version":1,"plan":{"version":2}}', 'plan.newer'],
    ['{"version":1}', 'project.damaged'],
    ['{"version":', 'project.damaged'],
    ['', 'project.damaged'],
    ['[]', 'project.damaged'],
  ])('with the content %j answer %s, are listed all the same, and are not written to', async (content, code) => {
    await mkdir(path.dirname(fileOf('20260101-odd')), { recursive: true })
    await writeFile(fileOf('20260101-odd'), content)
    const projects = new Projects(home)
    await expect(projects.open('20260101-odd')).rejects.toMatchObject({ code })
    expect((await projects.list()).map(({ id }) => id)).toEqual(['20260101-odd'])
    expect(await readFile(fileOf('20260101-odd'), 'utf8')).toBe(content)
  })

  it('are busy while another living process has them open, and free when it died', async () => {
    const projects = new Projects(home)
    const { id } = await projects.create('taken')
    await projects.close()
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    const gone = new Promise((resolve) => other.once('exit', resolve))
    const lock = path.join(home, 'projects', id, 'lock.json')
    await writeFile(lock, JSON.stringify({ processId: other.pid }))
    await expect(projects.open(id)).rejects.toMatchObject({ code: 'project.busy' })
    other.kill('SIGKILL')
    await gone
    await expect(projects.open(id)).resolves.toBeDefined()
    await projects.close()
  })
})
