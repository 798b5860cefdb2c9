/**
 * How fast this computer trains, measured by its runs: one step takes about `fixed + perMultiplyAdd x multiplyAdds`
 * seconds. Kept in `speed.json`.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { PlanCheck } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { writeFileSafely } from '../files/write-file-safely.ts'
import { inTurn } from '../project/in-turn.ts'
import type { MeasuredSpeed } from './measure-speed.ts'

/** One run: seconds a step, and forward multiply-adds of one batch. */
const Measurement = z.object({ engine: z.string(), secondsPerStep: z.number().positive(), multiplyAdds: z.number().nonnegative() })
type Measurement = z.infer<typeof Measurement>
const SpeedFile = z.object({ version: z.literal(1), measurements: z.array(Measurement) })

const remembered = 40
/** Fewer steps than this are mostly warming up. */
const fewestSteps = 20

export class Speeds {
  readonly #file: string
  readonly #turn = inTurn()
  readonly #measure: () => Promise<MeasuredSpeed[]>
  #first: Promise<void> | null = null
  #measurements: Measurement[]

  private constructor(file: string, measurements: Measurement[], measure: () => Promise<MeasuredSpeed[]>) {
    this.#file = file
    this.#measure = measure
    this.#measurements = measurements
  }

  /** `measure` is asked once, and only where no run has told anything yet. */
  static load(home: string, measure: () => Promise<MeasuredSpeed[]> = () => Promise.resolve([])): Speeds {
    const file = path.join(home, 'speed.json')
    return new Speeds(file, readMeasurements(file), measure)
  }

  /** Waits for the first figures. Where they can't be had there is no estimate, and no harm. */
  async ready(): Promise<void> {
    if (!this.empty) return
    this.#first ??= this.#measureFirst()
    await this.#first
  }

  async #measureFirst(): Promise<void> {
    try {
      for (const speed of await this.#measure()) await this.add(speed)
    } catch (error) {
      console.error('speed:', error)
    }
  }

  get empty(): boolean {
    return this.#measurements.length === 0
  }

  async add(speed: MeasuredSpeed): Promise<void> {
    if (speed.steps < fewestSteps || !(speed.seconds > 0)) return
    const measurement = { engine: speed.engine, secondsPerStep: speed.seconds / speed.steps, multiplyAdds: speed.multiplyAdds }
    this.#measurements = [...this.#measurements, measurement].slice(-remembered)
    await this.#turn(() => writeFileSafely(this.#file, JSON.stringify({ version: 1, measurements: this.#measurements })))
  }

  /** Seconds for all epochs; null before anything was measured with the plan's engine. */
  estimate(plan: Plan, check: Pick<PlanCheck, 'multiplyAdds' | 'engine'>, trainingRows: number): number | null {
    const measured = this.#measurements.filter(({ engine }) => engine === check.engine.name)
    const batch = Math.min(plan.training.batchSize, trainingRows)
    const steps = Math.ceil(trainingRows / plan.training.batchSize) * plan.training.epochs
    const secondsPerStep = secondsOf(measured, check.multiplyAdds * batch)
    return secondsPerStep === null ? null : steps * secondsPerStep
  }
}

/** So much more or less work in a step is the same size of network. */
const sameSize = 1.25
const latest = 3

/** What networks of this size lately took, else what the others let expect; null where nothing was measured. */
function secondsOf(measured: Measurement[], multiplyAdds: number): number | null {
  const alike = measured.filter((own) => own.multiplyAdds <= multiplyAdds * sameSize && own.multiplyAdds * sameSize >= multiplyAdds).slice(-latest)
  // The middle one, and of two the faster: something else may have kept the computer busy.
  const usual = alike.map(({ secondsPerStep }) => secondsPerStep).toSorted((a, b) => a - b)[Math.floor((alike.length - 1) / 2)]
  if (usual !== undefined) return usual
  const model = fitSpeed(measured)
  return model === null ? null : model.fixed + model.perMultiplyAdd * multiplyAdds
}

/** Least squares on relative errors, both parts at least 0; one size of network alone counts as half fixed. */
export function fitSpeed(measured: Measurement[]): { fixed: number; perMultiplyAdd: number } | null {
  if (measured.length === 0) return null
  let [ones, linear, square, target, product] = [0, 0, 0, 0, 0]
  for (const { secondsPerStep, multiplyAdds } of measured) {
    const weight = 1 / (secondsPerStep * secondsPerStep)
    ones += weight
    linear += weight * multiplyAdds
    square += weight * multiplyAdds * multiplyAdds
    target += weight * secondsPerStep
    product += weight * multiplyAdds * secondsPerStep
  }
  const spread = ones * square - linear * linear
  const meanSeconds = target / ones
  const meanWork = linear / ones
  if (spread <= 1e-6 * ones * square) return { fixed: meanSeconds / 2, perMultiplyAdd: meanWork > 0 ? meanSeconds / 2 / meanWork : 0 }
  const perMultiplyAdd = (ones * product - linear * target) / spread
  const fixed = (target - perMultiplyAdd * linear) / ones
  if (perMultiplyAdd < 0) return { fixed: meanSeconds, perMultiplyAdd: 0 }
  if (fixed < 0) return { fixed: 0, perMultiplyAdd: product / square }
  return { fixed, perMultiplyAdd }
}

function readMeasurements(file: string): Measurement[] {
  try {
    return SpeedFile.parse(JSON.parse(readFileSync(file, 'utf8'))).measurements
  } catch {
    // Missing or damaged: measured again by the next run.
    return []
  }
}
