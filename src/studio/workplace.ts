/** Everything the handlers work with, made once per studio process. */
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { machineArithmetic } from './engines/machine-arithmetic.ts'
import { cudaWheels } from './engines/tensorflow/cuda-wheels.ts'
import { pinnedWheel } from './engines/tensorflow/pinned-wheel.ts'
import { TensorflowRuntime } from './engines/tensorflow/runtime.ts'
import tensorflowProgram from './engines/tensorflow/tensorflow.process.ts?modulePath'
import { Looks } from './look/looks.ts'
import { OpenDatasets } from './open-datasets.ts'
import type { StudioOptions } from './options.ts'
import { electronMain } from './ports.ts'
import { Importances } from './predict/importances.ts'
import { Predictor } from './predict/predictor.ts'
import { Projects } from './project/projects.ts'
import { Preparations } from './recipe/preparations.ts'
import { Runs } from './run/runs.ts'
import type { MeasuredSpeed } from './run/measure-speed.ts'
import createRateWorker from './run/find-rate.worker.ts?nodeWorker'
import createSpeedWorker from './run/measure-speed.worker.ts?nodeWorker'
import { Speeds } from './run/speeds.ts'
import createTrainWorker from './run/train.worker.ts?nodeWorker'
import { Trainings } from './run/trainings.ts'
import { Thread } from './threads/thread.ts'

export interface Workplace {
  options: StudioOptions
  /** Another one with every start of the process. */
  startId: string
  projects: Projects
  datasets: OpenDatasets
  looks: Looks
  preparations: Preparations
  speeds: Speeds
  trainings: Trainings
  createTrainWorker: () => Worker
  createRateWorker: () => Worker
  runs: Runs
  tensorflow: TensorflowRuntime
  predictor: Predictor
  importances: Importances
  /** Ends runs as interrupted and lets go of everything. */
  close(): Promise<void>
}

/** At once, so that no client has to wait for a port to be listened to. */
export function createWorkplace(options: StudioOptions): Workplace {
  const projects = new Projects(options.home)
  const datasets = new OpenDatasets(options)
  const looks = new Looks()
  const preparations = new Preparations()
  const speeds = Speeds.load(options.home, () => measureSpeeds(options.wasm))
  const startTrainWorker = () => createTrainWorker({})
  const tensorflow = new TensorflowRuntime({ folder: options.engines, wheel: pinnedWheel, cudaWheels, prebuilt: path.join(options.resources, 'addon'), program: tensorflowProgram, starter: electronMain() === null ? 'self' : 'electron' })
  const trainings = new Trainings({
    createWorker: createTrainWorker,
    wasm: options.wasm,
    tensorflow: () => tensorflow.place(),
    atOnce: Math.max(1, availableParallelism()),
    unroll: machineArithmetic(options.home).unroll,
    onSpeed: (speed) => void speeds.add(speed).catch((error: unknown) => console.error('speed:', error)),
  })
  const runs = new Runs()
  const predictor = new Predictor(options)
  const importances = new Importances(predictor)
  return {
    options,
    startId: randomUUID(),
    projects,
    datasets,
    looks,
    preparations,
    speeds,
    trainings,
    createTrainWorker: startTrainWorker,
    createRateWorker: () => createRateWorker({}),
    runs,
    tensorflow,
    predictor,
    importances,
    async close() {
      await trainings.close()
      await Promise.all([looks.close(), preparations.close(), predictor.close(), importances.close()])
      await runs.close()
      await projects.close()
    },
  }
}

/** In a thread that ends with its one answer: it is needed once in the life of a computer. */
async function measureSpeeds(wasm: string): Promise<MeasuredSpeed[]> {
  const thread = new Thread<{ wasm: string }, MeasuredSpeed[]>(() => createSpeedWorker({}))
  try {
    return await thread.ask({ wasm })
  } finally {
    await thread.close()
  }
}
