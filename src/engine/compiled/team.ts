/**
 * Threads that share the work of one step. Each kernel is cut so that every number is computed as one thread computes it: how many
 * threads there are changes no bit. The first thread hands out a job and does its own part; the others spin, then sleep, until there is one.
 */
import { atomicAdd, atomicLoad, atomicNotify, atomicWait, bitwiseAnd, choose, dividedBy, integer, isAbove, isBelow, isOther, isSame, loadInteger, minus, plus, times } from './assembler/expressions.ts'
import type { Integer } from './assembler/expressions.ts'
import type { FunctionBody } from './assembler/function-body.ts'
import { callCode } from './assembler/module.ts'
import type { Defined, Module } from './assembler/module.ts'
import { scalars } from './scalars.ts'

export interface Team {
  threads: number
  /** A function of three integers, the same for all threads, that runs `part` on every thread and waits for all. */
  define(part: (f: FunctionBody, thread: Integer, values: readonly [Integer, Integer, Integer]) => void): Defined<null>
  hasJobs(): boolean
  /** What the other threads run: a function of the thread's number (from 1) that ends when it is told to. After all jobs are defined. */
  defineHelp(): Defined<null>
}

/** Job number that ends the others. */
export const stopJob = -1

/** Looks so often before it sleeps: a few times as long as the parts of a step that one thread does alone. */
const spins = 20_000

export function createTeam(module: Module, threads: number): Team {
  const jobs: Defined<null>[] = []
  const at = integer
  return {
    threads,
    define(part) {
      const job = module.define(['i32', 'i32', 'i32', 'i32'], (f, thread, a, b, c) => part(f, thread, [a, b, c]))
      const number = jobs.push(job) - 1
      return module.define(['i32', 'i32', 'i32'], (f, a, b, c) => {
        const isAlone = f.keep(isSame(loadInteger(at(0), scalars.isParallel), at(0)))
        f.when(isAlone, () => {
          for (let thread = 0; thread < threads; thread++) f.run(callCode(job, integer(thread), a, b, c))
        })
        f.when(isSame(isAlone, at(0)), () => {
          for (const [place, value] of [integer(number), a, b, c].entries()) f.storeInteger(at(0), scalars.job + place * 4, value)
          f.storeAtomically(at(scalars.done), at(0))
          f.forget(atomicAdd(at(scalars.sequence), at(1)))
          for (let thread = 1; thread < threads; thread++) {
            const place = at(scalars.asleep + thread * scalars.bytesBetweenThreads)
            f.when(atomicLoad(place), () => f.forget(atomicNotify(at(scalars.sequence))))
          }
          f.run(callCode(job, integer(0), a, b, c))
          f.repeatWhile(() => isOther(atomicLoad(at(scalars.done)), at(threads - 1)))
        })
      })
    },
    hasJobs: () => jobs.length > 0,
    defineHelp: () =>
      module.define(['i32'], (f, thread) => {
        f.forget(atomicAdd(at(scalars.ready), at(1)))
        const place = f.keep(plus(at(scalars.asleep), times(thread, at(scalars.bytesBetweenThreads))))
        // No job is handed out before all threads are ready.
        const seen = f.keep(at(0))
        const job = f.local('i32')
        f.repeatWhile(() => {
          awaitJob(f, seen, place)
          f.set(seen, atomicLoad(at(scalars.sequence)))
          f.set(job, loadInteger(at(0), scalars.job))
          const values = [4, 8, 12].map((offset) => loadInteger(at(0), scalars.job + offset))
          for (const [number, defined] of jobs.entries()) f.when(isSame(job, at(number)), () => f.run(callCode(defined, thread, ...values)))
          f.forget(atomicAdd(at(scalars.done), at(1)))
          return isOther(job, at(stopJob))
        })
      }),
  }
}

function awaitJob(f: FunctionBody, seen: Integer, place: Integer): void {
  const left = f.keep(integer(spins))
  const isSameJob = () => isSame(atomicLoad(integer(scalars.sequence)), seen)
  f.repeatWhile(() => {
    f.set(left, minus(left, integer(1)))
    return bitwiseAnd(isSameJob(), isAbove(left, integer(0)))
  })
  f.when(isSameJob(), () => {
    f.storeAtomically(place, integer(1))
    f.repeatWhile(() => {
      f.forget(atomicWait(integer(scalars.sequence), seen))
      return isSameJob()
    })
    f.storeAtomically(place, integer(0))
  })
}

/** Calls `body` with a thread's share of so many things, in whole groups of `step`, where it has one: the first, and how many. */
export function ownShare(f: FunctionBody, count: Integer, step: number, { threads }: Pick<Team, 'threads'>, thread: Integer, body: (first: Integer, own: Integer) => void): void {
  const groups = f.keep(dividedBy(plus(count, integer(threads * step - 1)), integer(threads * step)))
  const first = f.keep(times(times(groups, thread), integer(step)))
  f.when(isBelow(first, count), () => {
    const rest = f.keep(minus(count, first))
    const whole = f.keep(times(groups, integer(step)))
    body(first, f.keep(choose(isBelow(rest, whole), rest, whole)))
  })
}
