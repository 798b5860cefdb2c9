/**
 * The engine of a run that leaves it to the program: each that is here trains this network for a moment, and the one that is done first
 * is taken. Also whether XLA compiles TensorFlow's graph. What is not left open, or has one answer, costs no time.
 */
import type { EngineChoice, EngineTrial } from '#contract/engine-choice.ts'
import type { EngineName, Training } from '#contract/training.ts'
import type { Program } from '#engine/network/operations.ts'
import { withClassWeights } from '#engine/training/class-weights.ts'
import { chooseByTime, shortSeconds, totalSeconds } from '#engine/training/choose-by-time.ts'
import type { Engine, Rows } from '#engine/training/engine.ts'
import { timeInTurns } from '#engine/training/time-in-turns.ts'
import { startTimer } from '#engine/training/time-steps.ts'
import type { StepTimer } from '#engine/training/time-steps.ts'
import { createEngine } from './create-engine.ts'
import type { EngineOptions } from './create-engine.ts'
import { tensorflowEngines } from './tensorflow/tensorflow-engines.ts'
import type { TensorflowEngines } from './tensorflow/tensorflow-engines.ts'

export interface ChosenEngine {
  engine: Engine
  /** With nothing left open. */
  training: Training
  /** null: there was nothing to choose. */
  choice: EngineChoice | null
}

/** Of each engine, once it runs: to find out what it does best, and as long again in turns with the others. */
const lookMilliseconds = 250
/** Whether another one is to be tried at all needs no more. */
const firstLookMilliseconds = 50
/** XLA compiles for one to a few seconds: where less than this is left to save from, it is not tried. */
const worthCompiling = 6

/** Where engines come from. */
export interface EngineSource {
  create(training: Pick<Training, 'engine' | 'arithmetic' | 'jitCompile'>, options: EngineOptions): Promise<Engine>
  tensorflow(place: NonNullable<EngineOptions['tensorflow']>): Promise<TensorflowEngines>
}

/** `asked`: by the person, as the plan had it. `steps`: planned. `given`: rows to train on, without the weights of classes. */
export async function chooseEngine(asked: Training['engine'], training: Training, program: Program, given: Rows, steps: number, options: EngineOptions, source: EngineSource = { create: createEngine, tensorflow: tensorflowEngines }): Promise<ChosenEngine> {
  const isOpen = asked === 'auto' || (asked === 'tensorflow' && training.jitCompile === undefined)
  if (!isOpen || options.tensorflow === null) return { engine: await source.create(training, options), training, choice: null }
  // What is timed is what the run will do.
  const rows = withClassWeights(given, training, program)
  const installed = options.tensorflow
  const tensorflow = await source.tensorflow(installed)
  const tried: { engine: Engine; trial: EngineTrial; timer: StepTimer | null }[] = []
  const start = async (name: EngineName, jitCompile: boolean, engine: Engine): Promise<StepTimer> => {
    const timer = await startTimer(engine, program, training, rows, lookMilliseconds)
    tried.push({ engine, trial: untried(name, timer.device, jitCompile, null), timer })
    return timer
  }
  const skip = (jitCompile: boolean, skipped: EngineTrial['skipped']) => void tried.push({ engine: tensorflow.engine(jitCompile), trial: untried('tensorflow', tried.find(({ trial: { engine } }) => engine === 'tensorflow')?.trial.device ?? installed.device, jitCompile, skipped), timer: null })
  /** At a first look: whether it is worth to start one more. */
  const soon = (timer: StepTimer): number => totalSeconds(timer.startSeconds, timer.turn(firstLookMilliseconds), steps)

  try {
    const first = asked === 'auto' ? soon(await start('compiled', false, await source.create({ ...training, engine: 'compiled' }, options))) : Infinity
    if (first < shortSeconds) skip(false, 'short')
    else {
      const before = tried.length
      const second = await start('tensorflow', false, tensorflow.engine(false)).then(soon).catch((error: unknown) => {
        // Where the person asked for it, the run ends with what is wrong.
        if (asked === 'tensorflow') throw error
        console.error('tensorflow:', error)
        for (const { timer } of tried.splice(before)) timer?.end()
        skip(false, 'failed')
        return null
      })
      if (second !== null) {
        if (program.operations.some(({ kind }) => kind === 'convolution' || kind === 'pooling')) skip(true, 'layers')
        else if (Math.min(first, second) < worthCompiling) skip(true, 'short')
        else {
          await start('tensorflow', true, tensorflow.engine(true)).catch((error: unknown) => {
            // There is the graph without it.
            console.error('tensorflow, XLA:', error)
            skip(true, 'failed')
          })
        }
      }
    }
    const timed = tried.flatMap(({ trial, timer }) => (timer === null ? [] : [{ trial, timer }]))
    const times = timeInTurns(timed.map(({ timer }) => timer), lookMilliseconds)
    for (const [at, { trial, timer: { startSeconds } }] of timed.entries()) {
      const milliseconds = times[at] ?? NaN
      Object.assign(trial, { startSeconds, milliseconds, seconds: totalSeconds(startSeconds, milliseconds, steps) })
    }
  } finally {
    for (const { timer } of tried) timer?.end()
  }
  const [head, ...others] = tried.map(({ trial }) => trial)
  if (head === undefined) throw new Error('no engine was tried')
  const { chosen, reason } = chooseByTime([head, ...others], asked === 'tensorflow')
  const one = tried[chosen] ?? tried[0]
  if (one === undefined) throw new Error('no engine was chosen')
  const { engine, jitCompile } = one.trial
  if (engine !== 'tensorflow') await tensorflow.end()
  return {
    engine: one.engine,
    training: { ...training, engine, ...(engine === 'tensorflow' ? { jitCompile } : {}) },
    choice: { chosen, reason, steps, batchSize: training.batchSize, trials: [head, ...others] },
  }
}

function untried(engine: EngineName, device: EngineTrial['device'], jitCompile: boolean, skipped: EngineTrial['skipped']): EngineTrial {
  return { engine, device, jitCompile, milliseconds: null, startSeconds: null, seconds: null, skipped }
}
