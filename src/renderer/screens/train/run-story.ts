/** What happened in a run, told from its epochs: events in order, without words. */
import type { EpochRecord, RunState } from '#contract/run.ts'

export type StoryEvent = { seconds: number } & (
  | { kind: 'started'; rows: number | null }
  | { kind: 'betterThanGuessing'; epoch: number; answer: string }
  | { kind: 'newBest'; epoch: number }
  | { kind: 'rateChanged'; epoch: number; from: number; to: number }
  | { kind: 'paused'; epoch: number }
  | { kind: 'ended'; epoch: number; reason: Extract<RunState, { kind: 'finished' }>['reason'] }
)

export interface StoryFacts {
  rows: number | null
  /** The most common answer and its share of the validation rows' column; null for numbers. */
  guessing: { answer: string; share: number } | null
  state: RunState | null
}

export function storyOf(epochs: readonly EpochRecord[], facts: StoryFacts): StoryEvent[] {
  const events: StoryEvent[] = [{ kind: 'started', seconds: 0, rows: facts.rows }]
  let best = Number.POSITIVE_INFINITY
  let better = false
  let rate: number | null = null
  for (const { epoch, seconds, learningRate, training, validation } of epochs) {
    const accuracy = validation['accuracy'] ?? training['accuracy']
    if (!better && facts.guessing !== null && accuracy !== undefined && accuracy > facts.guessing.share) {
      better = true
      events.push({ kind: 'betterThanGuessing', seconds, epoch, answer: facts.guessing.answer })
    }
    const loss = validation['loss'] ?? training['loss'] ?? Number.NaN
    if (loss < best) {
      best = loss
      events.push({ kind: 'newBest', seconds, epoch })
    }
    if (rate !== null && learningRate !== rate) events.push({ kind: 'rateChanged', seconds, epoch, from: rate, to: learningRate })
    rate = learningRate
  }
  const last = epochs.at(-1)
  if (facts.state?.kind === 'paused') events.push({ kind: 'paused', seconds: last?.seconds ?? 0, epoch: last?.epoch ?? 0 })
  if (facts.state?.kind === 'finished') events.push({ kind: 'ended', seconds: last?.seconds ?? 0, epoch: last?.epoch ?? 0, reason: facts.state.reason })
  return events
}

/** For a short list: of many bests only the latest, and of learning rates only the latest change. */
export function shortStory(events: readonly StoryEvent[]): StoryEvent[] {
  return events.filter((event, at) => {
    if (event.kind !== 'newBest' && event.kind !== 'rateChanged') return true
    return !events.some((later, place) => place > at && later.kind === event.kind)
  })
}
