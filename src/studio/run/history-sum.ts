/** What a run's epochs say, as text and as one SHA-256: all but their times, which are never the same twice. */
import { createHash } from 'node:crypto'
import type { EpochRecord } from '#contract/run.ts'

export function historySum(epochs: readonly EpochRecord[]): string {
  return createHash('sha256').update(epochs.map(epochText).join('\n')).digest('hex')
}

/** The same text for the same bits: JSON writes numbers so that they come back exactly. */
export function epochText({ epoch, step, learningRate, training, validation, layers }: EpochRecord): string {
  return JSON.stringify([epoch, step, learningRate, inOrder(training), inOrder(validation), layers.map(({ id, gradientNorm, weightNorm }) => [id, gradientNorm, weightNorm])])
}

function inOrder(measures: Record<string, number>): [string, number][] {
  return Object.entries(measures).sort(([a], [b]) => (a < b ? -1 : 1))
}
