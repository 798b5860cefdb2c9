/**
 * Writes as fast as it can until it is killed: saves the plan of a project, saves the project as one file, and opens such a
 * file as a new project, all at once. Says each thing that is done on a line of its own; a program of its own, made by the test.
 */
import { Projects } from '#studio/project/projects.ts'
import { exportProject } from '#studio/project/export-project.ts'
import { unpackProject } from '#studio/project/unpack-project.ts'

const [home = '', projectId = '', incoming = '', outgoing = ''] = process.argv.slice(2)
const { signal } = new AbortController()
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const nobody = (): void => {}

const projects = new Projects(home)
const project = await projects.open(projectId)
say('ready')
await Promise.all([savePlans(), openFiles(), saveFiles()])

async function savePlans(): Promise<never> {
  for (;;) {
    const { plan } = await project.change((file) => ({ ...file, plan: { ...file.plan, training: { ...file.plan.training, seed: file.plan.training.seed + 1 } } }))
    say(`plan ${plan.training.seed}`)
  }
}

async function openFiles(): Promise<never> {
  for (;;) {
    const taken = await projects.take((place) => unpackProject({ path: incoming, fileName: 'incoming.candor' }, place, nobody, signal))
    say(`opened ${taken.project.id}`)
  }
}

async function saveFiles(): Promise<never> {
  for (;;) {
    await exportProject(project, [], '0.1.0', outgoing, nobody, signal)
    say('saved')
  }
}
