/** A writer killed at random moments: the plan, the files saved and the projects opened are as before or as after, never between. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { filesBelow, projectIn, runIn } from '#test/archives/project-in.ts'
import { exportProject } from '#studio/project/export-project.ts'
import { readProjectFile } from '#studio/project/project-file.ts'
import { projectIn as placesIn } from '#studio/project/project-folder.ts'
import { Projects } from '#studio/project/projects.ts'
import { unpackProject } from '#studio/project/unpack-project.ts'

const kills = 1000
/** Each in a home of its own; as many as there are cores to spare would only make the moments less random. */
const writers = 2
/** After the writer's first word. */
const longestWait = 120

let base = ''
let program = ''
beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'candor-killed-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: path.join(import.meta.dirname, 'killed-writer.ts'), outDir: base, emptyOutDir: false, rollupOptions: { output: { entryFileNames: 'killed-writer.mjs' } } },
  })
  program = path.join(base, 'killed-writer.mjs')
})
afterAll(() => rm(base, { recursive: true, force: true }))

it(`leaves the old or the new state at ${kills} moments`, async () => {
  const outcomes = await Promise.all(Array.from({ length: writers }, (_, number) => killed(number, kills / writers)))
  const counted = outcomes.flat()
  expect(counted.length).toBe(kills)
  // Each kind of moment was really hit: a plan written but not told, a project in the middle of coming in, a file half written.
  for (const moment of ['planUntold', 'projectUntold', 'halfProject', 'halfFile'] as const) expect([moment, counted.filter((one) => one[moment]).length > 0]).toEqual([moment, true])
})

interface Moment {
  planUntold: boolean
  projectUntold: boolean
  halfProject: boolean
  halfFile: boolean
}

async function killed(number: number, times: number): Promise<Moment[]> {
  const folder = path.join(base, String(number))
  const [home, incoming, outgoing] = [path.join(folder, 'home'), path.join(folder, 'incoming.candor'), path.join(folder, 'out', 'outgoing.candor')]
  const { signal } = new AbortController()
  const setUp = new Projects(home)
  const sent = await projectIn(setUp, 'sent', Buffer.alloc(400_000, '1.5,2.5,ja\n'))
  await exportProject(sent, [await runIn(sent, 1, 'completed'), await runIn(sent, 2, 'interrupted')], '0.1.0', incoming, () => {}, signal)
  const whole = withoutOwn(await filesBelow((await setUp.take((place) => unpackProject({ path: incoming, fileName: '' }, place, () => {}, signal))).project.place.folder))
  const own = await projectIn(setUp, 'own')
  const keep = new Set([sent.id, own.id])
  await setUp.close()

  const random = randomOf(number + 1)
  const moments: Moment[] = []
  let seed = own.file.plan.training.seed
  for (let time = 0; time < times; time++) {
    const projectsFolder = path.join(home, 'projects')
    for (const id of await readdir(projectsFolder)) if (!keep.has(id) && !id.startsWith('.')) await rm(path.join(projectsFolder, id), { recursive: true })
    const said = await untilKilled([home, own.id, incoming, outgoing], random() * longestWait)

    const told = Math.max(seed, ...said.map((line) => Number(/^plan (\d+)$/.exec(line)?.[1] ?? 0)))
    seed = (await readProjectFile(path.join(projectsFolder, own.id, 'project.json'))).plan.training.seed
    expect([time, seed - told === 0 || seed - told === 1]).toEqual([time, true])

    const names = await readdir(projectsFolder)
    const opened = names.filter((id) => !keep.has(id) && !id.startsWith('.'))
    const openedAndTold = said.flatMap((line) => /^opened (.+)$/.exec(line)?.[1] ?? [])
    expect(opened).toEqual(expect.arrayContaining(openedAndTold))
    expect([time, opened.length - openedAndTold.length === 0 || opened.length - openedAndTold.length === 1]).toEqual([time, true])
    for (const id of opened) expect(withoutOwn(await filesBelow(path.join(projectsFolder, id)))).toEqual(whole)

    // Swept by the next one that opens a file: never more than what the last one left.
    const half = names.filter((name) => name.startsWith('.'))
    expect([time, half.length <= 2]).toEqual([time, true])

    const written = await readdir(path.dirname(outgoing)).catch((): string[] => [])
    if (written.includes('outgoing.candor')) await opens(outgoing, path.join(folder, 'check'))
    moments.push({ planUntold: seed > told, projectUntold: opened.length > openedAndTold.length, halfProject: half.length > 0, halfFile: written.length > 1 })
    await rm(path.dirname(outgoing), { recursive: true, force: true })
    if (time % 2 === 0) await mkdir(path.dirname(outgoing))
  }
  return moments
}

/** What it said before it was gone. */
async function untilKilled(words: string[], milliseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const gone = new Promise((resolve) => child.once('close', resolve))
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      resolve()
    })
    void gone.then(() => resolve())
  })
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  expect([child.exitCode, said.startsWith('ready')]).toEqual([null, true])
  child.kill('SIGKILL')
  await gone
  return said.split('\n').slice(0, -1)
}

async function opens(file: string, folder: string): Promise<void> {
  const { signal } = new AbortController()
  await unpackProject({ path: file, fileName: 'outgoing.candor' }, placesIn(folder), () => {}, signal)
  expect(await readFile(path.join(folder, 'data', 'table.csv'), 'utf8')).toBe('a,b\n1,2\n3,4\n')
  await rm(folder, { recursive: true })
}

/** But for what is another one in every project that is taken in, and the hidden files of a write that was cut off, which go when it is opened. */
function withoutOwn({ 'project.json': project = '', ...others }: Record<string, string>): Record<string, string> {
  const files = Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'lock.json' && !/(^|\/)\.[^/]+\.tmp$/.test(name)))
  const content: unknown = JSON.parse(project)
  const kept = typeof content === 'object' && content !== null ? { ...content, name: '', changedAt: '' } : content
  return { ...files, 'project.json': JSON.stringify(kept) }
}

/** From 0 to 1, the same in every run of the test (xorshift32): the moments are random enough by the machine. */
function randomOf(start: number): () => number {
  let state = start * 2_654_435_761
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
