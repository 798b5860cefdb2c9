import { implement } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { studioContract } from '#contract/studio.ts'
import type { RunEvent, RunSummary } from '#contract/run.ts'

const on = implement(studioContract)
const never = (): never => {
  throw new Error('only its type counts')
}

/** Each error that is expected here fails the type check where it does not come. */
describe('the contract', () => {
  it('does not compile with a handler missing', () => {
    const project = {
      list: on.project.list.handler(never),
      create: on.project.create.handler(never),
      open: on.project.open.handler(never),
      rename: on.project.rename.handler(never),
      savePlan: on.project.savePlan.handler(never),
      keepShown: on.project.keepShown.handler(never),
      export: on.project.export.handler(never),
      import: on.project.import.handler(never),
    }
    // @ts-expect-error `remove` is missing
    expect(on.project.router(project)).toBeDefined()
    expect(on.project.router({ ...project, remove: on.project.remove.handler(never) })).toBeDefined()
  })

  it('does not compile with a handler of another line', () => {
    // @ts-expect-error an answer to `detail` is none to `list`
    expect(on.run.router({ ...run, list: on.run.detail.handler(never) })).toBeDefined()
  })

  it('does not compile with a wrong answer or event', () => {
    // @ts-expect-error a summary is not a list of summaries
    on.run.list.handler((): RunSummary => never())
    // @ts-expect-error there is no event of the kind "finished"
    on.run.follow.handler(async function* () {
      yield { kind: 'finished' }
    })
    // @ts-expect-error steps travel as typed arrays
    on.run.follow.handler(async function* () {
      yield { kind: 'steps', from: 1, stride: 1, loss: [1], learningRate: [1], rate: 1 }
    })
    on.run.follow.handler(async function* (): AsyncGenerator<RunEvent, void> {
      yield { kind: 'steps', from: 1, stride: 1, loss: new Float32Array(1), learningRate: new Float32Array(1), rate: 1 }
    })
  })

  it('does not compile where a handler reads an input that is not sent', () => {
    // @ts-expect-error `project.open` has no `name`
    on.project.open.handler(({ input }) => project(input.name))
  })
})

const project = (_name: string): never => never()

const run = {
  start: on.run.start.handler(never),
  list: on.run.list.handler(never),
  detail: on.run.detail.handler(never),
  follow: on.run.follow.handler(never),
  pause: on.run.pause.handler(never),
  resume: on.run.resume.handler(never),
  oneEpoch: on.run.oneEpoch.handler(never),
  finish: on.run.finish.handler(never),
  discard: on.run.discard.handler(never),
  rename: on.run.rename.handler(never),
}
