/** The six steps of the first run, read from what has been done. Knows no store and no element. */
import type { StageName } from '#renderer/stores/stage.ts'

export const guideSteps = ['open', 'target', 'network', 'train', 'read', 'predict'] as const
type GuideStep = (typeof guideSteps)[number]

export interface GuideFacts {
  stage: StageName
  hasFile: boolean
  /** The file is the sample that the first step names. */
  isNamedSample: boolean
  hasTarget: boolean
  /** A run that is to come, lives, or has a model. */
  training: 'none' | 'running' | 'done'
  /** A value of the row was changed. */
  predicted: boolean
  /** Said by the person, as reading leaves no trace. */
  networkRead: boolean
  sentenceRead: boolean
}

export interface GuidePlace {
  step: GuideStep
  /** Key of its words. */
  words: GuideStep | 'targetOfOwn' | 'networkHere' | 'training' | 'readHere' | 'predictHere' | 'done'
  /** Selectors of what it points at; the first that is there. */
  at: readonly string[]
  /** Selector of what the card stands beside, where beside what it points at it would cover what is talked of. */
  beside?: string
  /** What there is to read, so that only the person knows when it is done. */
  reading?: 'networkRead' | 'sentenceRead'
}

/** Every step but reading is over when the thing itself is done, wherever that was; what is undone comes back. */
export function guidePlace(facts: GuideFacts): GuidePlace {
  if (!facts.hasFile) return { step: 'open', words: 'open', at: ['[data-guide="sample"]', stageButton('data')] }
  if (!facts.hasTarget) return { step: 'target', words: facts.isNamedSample ? 'target' : 'targetOfOwn', at: ['[data-guide="use-target"]', '[data-guide="target"]', stageButton('data')] }
  if (facts.training === 'none' && !facts.networkRead) {
    if (facts.stage === 'network') return { step: 'network', words: 'networkHere', at: ['[data-guide="layers"]'], reading: 'networkRead' }
    return { step: 'network', words: 'network', at: [stageButton('network')] }
  }
  if (facts.training === 'none') return { step: 'train', words: 'train', at: ['[data-guide="train"]'] }
  if (facts.training === 'running') return { step: 'train', words: 'training', at: ['[data-guide="loss"]', stageButton('train')] }
  if (facts.predicted) return { step: 'predict', words: 'done', at: [], beside: '[data-guide="answer"]' }
  if (facts.stage === 'predict') return { step: 'predict', words: 'predictHere', at: ['[data-guide="field"]'], beside: '[data-guide="answer"]' }
  if (facts.sentenceRead) return { step: 'predict', words: 'predict', at: [stageButton('predict')] }
  if (facts.stage === 'evaluate') return { step: 'read', words: 'readHere', at: ['[data-guide="sentence"]', 'main .answer:has(> h2.headline)'], reading: 'sentenceRead' }
  return { step: 'read', words: 'read', at: ['[data-guide="finished"]', stageButton('evaluate')] }
}

function stageButton(stage: StageName): string {
  return `nav [data-stage="${stage}"]`
}
