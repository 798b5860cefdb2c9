/** An event of a run's story as a sentence. The words come from the locale through `t`. */
import { formatCount, formatFixed, formatLearningRate } from '#contract/wording/numbers.ts'
import type { StoryEvent } from './run-story.ts'

type Translate = (key: string, words?: Record<string, string | number>) => string

export function storyText(event: StoryEvent, t: Translate): string {
  switch (event.kind) {
    case 'started':
      return event.rows === null ? t('train.story.startedPlain') : t('train.story.started', { rows: formatCount(event.rows) })
    case 'betterThanGuessing':
      return t('train.story.betterThanGuessing', { answer: event.answer })
    case 'newBest':
      return t('train.story.newBest', { epoch: formatCount(event.epoch) })
    case 'rateChanged':
      return t('train.story.rateChanged', { epoch: formatCount(event.epoch), from: formatLearningRate(event.from), to: formatLearningRate(event.to) })
    case 'paused':
      return t('train.story.paused', { epoch: formatCount(event.epoch) })
    case 'ended':
      return t(`train.story.${event.reason}`, { epoch: formatCount(event.epoch) })
    default:
      return event satisfies never
  }
}

/** For a column of events: 00:03, 12:40, 1:02:05; tenths of a second where the whole run lasts under ten, so that they can be told apart. */
export function clockText(seconds: number, lasted: number, t: Translate): string {
  if (lasted < 10) return t('train.chart.second', { seconds: formatFixed(seconds, 1) })
  const whole = Math.floor(seconds)
  const two = (number: number): string => String(number).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${two(minutes)}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`
}
