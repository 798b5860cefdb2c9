/**
 * The engine of a run that leaves it to the program: each that is here trains this network for a moment, and the one that is done first
 * is taken. Also whether XLA compiles TensorFlow's graph. What is not left open, or has one answer, costs no time.
 */
import type { EngineChoice, EngineTrial } from '#contract/engine-choice.ts'
import type { EngineName, Training } from '#contract/training.ts'
import type { Program } from '#engine/network/operations.ts'
import { chooseByTime, shortSeconds, totalSeconds } from '#engine/training/choose-by-time.ts'
import type { Engine, Rows } from '#engine/training/engine.ts'
import { timeSteps } from '#engine/training/time-steps.ts'
import { createEngine } from './create-engine.ts'
import type { EngineOptions } from './create-engine.ts'
import { tensorflowEngines } from './tensorflow/tensorflow-engines.ts'

export interface ChosenEngine {
  engine: Engine
  /** With nothing left open. */
  training: Training
  /** null: there was nothing to choose. */
  choice: EngineChoice | null
}

/** Of each engine, once it runs. */
const lookMilliseconds = 250
/** XLA compiles for one to a few seconds: where less than this is left to save from, it is not tried. */
const worthCompiling = 6

/** `asked`: by the person, as the plan had it. `steps`: planned. */
export async function chooseEngine(asked: Training['engine'], training: Training, program: Program, rows: Rows, steps: number, options: EngineOptions): Promise<ChosenEngine> {
  const isOpen = asked === 'auto' || (asked === 'tensorflow' && training.jitCompile === undefined)
  if (!isOpen || options.tensorflow === null) return { engine: await createEngine(training, options), training, choice: null }
  const tensorflow = await tensorflowEngines(options.tensorflow)
  const trials: { engine: Engine; trial: EngineTrial }[] = []
  const time = async (name: EngineName, jitCompile: boolean, engine: Engine): Promise<EngineTrial> => {
    const { startSeconds, milliseconds } = await timeSteps(engine, program, training, rows, lookMilliseconds)
    return { ...untried(name, jitCompile, null), startSeconds, milliseconds, seconds: totalSeconds(startSeconds, milliseconds, steps) }
  }
  const skip = (jitCompile: boolean, skipped: EngineTrial['skipped']) => void trials.push({ engine: tensorflow.engine(jitCompile), trial: untried('tensorflow', jitCompile, skipped) })

  if (asked === 'auto') {
    const compiled = await createEngine({ ...training, engine: 'compiled' }, options)
    trials.push({ engine: compiled, trial: await time('compiled', false, compiled) })
  }
  const first = trials[0]?.trial.seconds ?? Infinity
  if (first < shortSeconds) skip(false, 'short')
  else {
    const graph = tensorflow.engine(false)
    try {
      trials.push({ engine: graph, trial: await time('tensorflow', false, graph) })
    } catch (error) {
      // Where the person asked for it, the run ends with what is wrong.
      if (asked === 'tensorflow') throw error
      console.error('tensorflow:', error)
      skip(false, 'failed')
    }
    const best = Math.min(...trials.map(({ trial: { seconds } }) => seconds ?? Infinity))
    if (trials.at(-1)?.trial.skipped !== 'failed') {
      if (program.operations.some(({ kind }) => kind === 'convolution' || kind === 'pooling')) skip(true, 'layers')
      else if (best < worthCompiling) skip(true, 'short')
      else trials.push({ engine: tensorflow.engine(true), trial: await time('tensorflow', true, tensorflow.engine(true)) })
    }
  }
  const [head, ...others] = trials.map(({ trial }) => trial)
  if (head === undefined) throw new Error('no engine was tried')
  const { chosen, reason } = chooseByTime([head, ...others], asked === 'tensorflow')
  const one = trials[chosen] ?? trials[0]
  if (one === undefined) throw new Error('no engine was chosen')
  const { engine, jitCompile } = one.trial
  if (engine !== 'tensorflow') await tensorflow.end()
  return {
    engine: one.engine,
    training: { ...training, engine, ...(engine === 'tensorflow' ? { jitCompile } : {}) },
    choice: { chosen, reason, steps, batchSize: training.batchSize, trials: [head, ...others] },
  }
}

function untried(engine: EngineName, jitCompile: boolean, skipped: EngineTrial['skipped']): EngineTrial {
  return { engine, device: 'cpu', jitCompile, milliseconds: null, startSeconds: null, seconds: null, skipped }
}
