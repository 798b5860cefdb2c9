/** The arithmetic of a bench: least times, medians, ratios of rounds, goals. Knows neither processes nor how it is shown. */
import type { Answer, PeerLibrary } from './protocol.ts'
import type { Goal } from './workloads.ts'

/** What one engine answered for one workload in one round. */
export interface Measurement extends Answer {
  /** From 1. */
  round: number
  workload: string
  engine: string
}

/**
 * How many times longer than `ours` another takes for a step: its least time divided by ours, over all rounds and within
 * each. Least times, because everything else on the machine can only add to them. Where `others` are several ways to run the
 * same library, its fastest counts. null: one of them was not measured.
 */
export function timesLonger(measurements: readonly Measurement[], workload: string, others: readonly string[], ours: string): { overall: number; rounds: number[] } | null {
  const ratioOf = (some: readonly Measurement[]): number | null => {
    const other = least(some, workload, others)
    const own = least(some, workload, [ours])
    return other === null || own === null ? null : other / own
  }
  const overall = ratioOf(measurements)
  if (overall === null) return null
  const rounds = [...new Set(measurements.map(({ round }) => round))].map((round) => ratioOf(measurements.filter((one) => one.round === round)))
  return { overall, rounds: rounds.filter((ratio) => ratio !== null) }
}

export interface Times {
  minimum: number
  /** Of all warm epochs of all rounds. */
  median: number
}

/** Milliseconds a step. null: not measured. */
export function timesOf(measurements: readonly Measurement[], workload: string, engine: string): Times | null {
  const steps = stepsOf(measurements, workload, [engine])
  return steps.length === 0 ? null : { minimum: Math.min(...steps), median: median(steps) }
}

export interface JudgedGoal extends Goal {
  reached: number
  isMet: boolean
}

/** Goals whose engines were measured. */
export function judgeGoals(goals: readonly Goal[], measurements: readonly Measurement[], enginesOf: Record<PeerLibrary, readonly string[]>, ours: string): JudgedGoal[] {
  return goals.flatMap((goal) => {
    const ratio = timesLonger(measurements, goal.workload, enginesOf[goal.peer], ours)
    return ratio === null ? [] : [{ ...goal, reached: ratio.overall, isMet: ratio.overall >= goal.times }]
  })
}

/** Of an even count the mean of the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2
}

function least(measurements: readonly Measurement[], workload: string, engines: readonly string[]): number | null {
  const steps = stepsOf(measurements, workload, engines)
  return steps.length === 0 ? null : Math.min(...steps)
}

function stepsOf(measurements: readonly Measurement[], workload: string, engines: readonly string[]): number[] {
  return measurements.flatMap((one) => (one.workload === workload && engines.includes(one.engine) ? one.steps : []))
}
