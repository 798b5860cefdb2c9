/**
 * Candor's engines as a process that is timed: `bare` steps the compiled model, `alone` with one thread, `train` is the training loop with
 * its reports; `tensorflow` and `tensorflow, xla` are that engine, with the addon's path behind; `tfjs` is TensorFlow.js op by op, with the folder of its
 * WebAssembly behind.
 */
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { Plan } from '#contract/plan.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { fastestUnroll } from '#engine/compiled/fastest-arithmetic.ts'
import { createTensorflowEngine } from '#engine/tensorflow/engine.ts'
import { createTfjsEngine } from '#engine/tfjs/engine.ts'
import { openAddon } from '#studio/engines/tensorflow/addon-session.ts'
import type { Helpers } from '#engine/compiled/helpers.ts'
import { measure } from '#engine/metrics/measure.ts'
import type { PlanFacts } from '#engine/network/facts.ts'
import { buildProgram } from '#engine/network/program.ts'
import { epochOrder } from '#engine/random/philox.ts'
import type { Engine, Rows } from '#engine/training/engine.ts'
import { train } from '#engine/training/train.ts'
import type { Wish } from '#engine/training/train.ts'
import { version } from '#package.json'
import { madeUpRows } from './made-up-rows.ts'
import type { Answer, LayerOfWorkload, Question, Ready, Start, Workload } from './protocol.ts'

/** Goes on with its network each time it is called; says each time how that one started. */
type Ask = (seconds: number) => Promise<Answer>

/** As the studio makes it: exact, and unrolled where that is measured to be faster here. */
const unroll = await fastestUnroll(async () => {})
const [, , way, place = ''] = process.argv
/** TensorFlow in this process: what a process of its own costs is a few hundredths of a millisecond a step. */
const session = way?.startsWith('tensorflow') === true ? openAddon(place) : null
const engine = session !== null ? createTensorflowEngine({ open: () => session, xla: way?.endsWith('xla') === true }) : way === 'tfjs' ? await createTfjsEngine({ wasmPath: place }) : createCompiledEngine({ unroll, fused: way?.endsWith('fused') === true }, way?.startsWith('alone') === true ? null : helperThreads())

/** As the studio's, without a file of its own. */
function helperThreads(): Helpers {
  const code = 'const { workerData: { module, memory, thread } } = require("node:worker_threads"); new WebAssembly.Instance(module, { engine: { memory } }).exports.help(thread)'
  return { count: Math.min(3, availableParallelism() - 1), start: (job) => new Worker(code, { eval: true, workerData: job }).unref() }
}

async function answerQuestions(create: (workload: Workload) => Ask): Promise<void> {
  const asks = new Map<string, Ask>()
  say({ ready: true, version: `${version}, ${session === null ? engine.backend : `${engine.backend}, ${session.device}`}, Node ${process.versions.node}, unroll ${unroll}` })
  for await (const line of createInterface({ input: process.stdin })) {
    const { workload, seconds }: Question = JSON.parse(line)
    const known = asks.get(workload.name)
    const ask = known ?? create(workload)
    asks.set(workload.name, ask)
    const { steps, start } = await ask(seconds)
    say({ steps, start: known === undefined ? start : null })
  }
}

/** The order of rows, then step after step: all that learning needs. */
function createBareLoop(workload: Workload): Ask {
  const { plan, facts, rows } = taskOf(workload)
  const { batchSize, seed } = plan.training
  const began = performance.now()
  const loading = engine.load(buildProgram(plan, facts), plan.training, rows)
  let step = 0
  let epoch = 0
  let start: Start | null = null
  return async (seconds) => {
    const model = await loading
    start ??= begin()
    return { steps: runFor(seconds), start }

    function begin(): Start {
      const compiled = performance.now()
      let firstStep = NaN
      runEpoch((number) => (firstStep = number === 1 ? performance.now() - began : firstStep))
      return { compile: compiled - began, firstStep, firstEpoch: performance.now() - compiled }
    }

    function runFor(limit: number): number[] {
      const until = performance.now() + limit * 1000
      const times: number[] = []
      while (times.length < 2 || performance.now() < until) {
        const from = performance.now()
        runEpoch(() => {})
        times.push((performance.now() - from) / stepsOf(workload))
      }
      return times
    }

    function runEpoch(afterStep: (step: number) => void): void {
      epoch += 1
      const order = epochOrder(rows.count, seed, epoch)
      const batches = Array.from({ length: stepsOf(workload) }, (_, at) => order.subarray(at * batchSize, Math.min(rows.count, (at + 1) * batchSize)))
      while (batches.length > 0) {
        const own = batches.splice(0, model.together?.most() ?? 1)
        const results = model.together?.steps(own, step + 1, own.map(() => learningRate)) ?? own.map((batch) => model.step(batch, step + 1, learningRate))
        for (const { loss } of results) {
          step += 1
          if (!Number.isFinite(loss)) throw new Error(`the loss of step ${step} is no number`)
          afterStep(step)
        }
      }
    }
  }
}

/** Keras's default for adam. */
const learningRate = 0.001

/** One training that pauses between questions, as a person can pause it: its clock stands still meanwhile. */
function createTraining(workload: Workload): Ask {
  const { plan, facts, rows } = taskOf(workload)
  let wish: Wish = 'run'
  let goOn = (): void => {}
  let answer: (answer: Answer) => void = () => {}
  let until = 0
  let steps: number[] = []
  let start: Start | null = null
  let secondsBefore = 0

  function epochEnded(seconds: number): void {
    const milliseconds = (seconds - secondsBefore) * 1000
    secondsBefore = seconds
    if (start === null) start = { ...begun, firstEpoch: milliseconds }
    else steps.push(milliseconds / stepsOf(workload))
    if (steps.length < 2 || performance.now() < until) return
    wish = 'pause'
    answer({ steps, start })
  }

  const began = performance.now()
  const begun = { compile: NaN, firstStep: NaN }
  const timed: Engine = {
    ...engine,
    async load(...words) {
      const model = await engine.load(...words)
      begun.compile = performance.now() - began
      return {
        ...model,
        step(batch, step, rate) {
          const result = model.step(batch, step, rate)
          if (step === 1) begun.firstStep = performance.now() - began
          return result
        },
      }
    },
  }
  async function runToTheEnd(): Promise<never> {
    const { reason, epoch } = await train({
      program: buildProgram(plan, facts),
      plan,
      rows,
      validation: null,
      engine: timed,
      measure: (outputs, own) => measure(facts.task, outputs, own),
      control: { wish: () => wish, epochDone: () => {}, wait: () => new Promise((resolve) => (goOn = resolve)) },
      // What a run in the studio listens to.
      watch: { steps: () => {}, epoch: ({ seconds }) => epochEnded(seconds), best: () => {}, checkpoint: () => {} },
      pause: () => Promise.resolve(),
    })
    throw new Error(`training ended after ${epoch} epochs (${reason}); it was to go on for as long as it is asked`)
  }

  return (seconds) =>
    new Promise((resolve, reject) => {
      answer = resolve
      steps = []
      until = performance.now() + seconds * 1000
      wish = 'run'
      if (start === null) runToTheEnd().catch(reject)
      else goOn()
    })
}

interface TaskOfWorkload {
  plan: Plan
  facts: PlanFacts
  rows: Rows
}

function taskOf({ inputs, outputs, rows, layers, batchSize }: Workload): TaskOfWorkload {
  const plan = Plan.parse({
    version: 1,
    network: { layers: layers.map((layer, at) => ({ id: `layer-${at + 1}`, ...settingsOf(layer) })) },
    training: { batchSize, epochs: 100_000, optimizer: { type: 'adam', learningRate } },
  })
  const facts: PlanFacts = { inputs, task: outputs === 1 ? 'binary' : 'multiclass', classes: Math.max(2, outputs), trainingRows: rows, validationRows: 0 }
  return { plan, facts, rows: madeUpRows(rows, inputs, outputs) }
}

function settingsOf(layer: LayerOfWorkload): { type: string; [setting: string]: string | number } {
  switch (layer.kind) {
    case 'dense':
      return { type: 'dense', units: layer.units, activation: 'relu' }
    case 'image':
      return { type: 'reshape', height: layer.size, width: layer.size, channels: layer.channels ?? 1 }
    case 'convolution':
      return { type: 'conv2d', filters: layer.filters, kernelSize: layer.kernelSize, strides: 1, padding: layer.padding ?? 'valid', activation: 'relu' }
    case 'maxPooling':
      return { type: 'maxPooling2d', poolSize: layer.size, strides: layer.size, padding: 'valid' }
    case 'flatten':
      return { type: 'flatten' }
    default:
      return layer satisfies never
  }
}

function stepsOf({ rows, batchSize }: Workload): number {
  return Math.ceil(rows / batchSize)
}

function say(line: Ready | Answer): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

await answerQuestions(way?.startsWith('train') === true ? createTraining : createBareLoop)
