/** What `candor train` tells a person: the sentence, then every number. */
import type { Language } from '#contract/language.ts'
import type { LikelyCause } from '#contract/likely-cause.ts'
import type { Report, RunDetail } from '#contract/run.ts'
import { deviceTexts } from '#contract/wording/engines.ts'
import { describeEngineChoice, skippedTexts, trialName } from '#contract/wording/engine-choice.ts'
import { formatCount, formatDuration, formatLoss, formatNumber } from '#contract/wording/numbers.ts'
import { describeLikelyCause } from '#contract/wording/likely-causes.ts'
import { describeAnswer } from '#contract/wording/sentence.ts'
import type { SentenceContext } from '#contract/wording/sentence-parts.ts'
import { tableOf } from './terminal.ts'

export function trainedText(detail: RunDetail, report: Report, language: Language): string {
  return `${sentenceOf(detail, report, language)}\n\n${measuresOf(report, language)}\n\n${factsOf(detail, report, language)}${choiceOf(detail, language)}`
}

/** Why this engine, and what each took; '' where there was nothing to choose. */
function choiceOf({ summary: { choice } }: RunDetail, language: Language): string {
  if (choice === undefined) return ''
  const header = { en: ['engine', 'ms a step', 'ready after', 'in all'], 'zh-CN': ['引擎', '每步毫秒', '准备时间', '总计'] }[language]
  const seconds = (value: number | null): string => (value === null ? '' : formatDuration(value, language))
  const lines = choice.trials.map((trial) => [trialName(trial)[language], trial.milliseconds === null ? (trial.skipped === null ? '' : skippedTexts[trial.skipped][language]) : formatNumber(trial.milliseconds), seconds(trial.startSeconds), seconds(trial.seconds)])
  return `\n${describeEngineChoice(choice)[language]}\n\n${tableOf([header, ...lines])}`
}

function sentenceOf({ plan, causes = [] }: RunDetail, { answer }: Report, language: Language): string {
  const context = { classNames: plan.recipe.classNames }
  const { headline, range, notes } = describeAnswer(answer, context, language)
  const sentence = [headline, range, ...notes.map(({ text }) => text)].filter((part) => part !== '')
  return [...sentence, ...causesText(causes, context, language)].join('\n')
}

function causesText(causes: readonly LikelyCause[], context: SentenceContext, language: Language): string[] {
  if (causes.length === 0) return []
  const listed = causes.map((cause) => {
    const { title, evidence, step } = describeLikelyCause(cause, context, language)
    return { en: `- ${title} ${evidence}\n  ${step}.`, 'zh-CN': `- ${title}${evidence}\n  ${step}。` }[language]
  })
  return ['', { en: 'Likely causes:', 'zh-CN': '可能的原因：' }[language], ...listed]
}

function measuresOf({ rows, metrics }: Report, language: Language): string {
  const names = Object.keys(metrics.training)
  const words = { en: ['training', 'validation', 'test', 'part', 'rows'], 'zh-CN': ['训练集', '验证集', '测试集', '部分', '行数'] }[language]
  const [training = '', validation = '', test = '', part = '', count = ''] = words
  const parts = [
    { label: training, rows: rows.training, measures: metrics.training },
    { label: validation, rows: rows.validation, measures: metrics.validation },
    { label: test, rows: rows.test, measures: metrics.test },
  ].filter((row) => row.rows > 0)
  return tableOf([[part, count, ...names], ...parts.map((row) => [row.label, row.rows, ...names.map((name) => measureOf(row.measures[name]))])])
}

function measureOf(value: number | undefined): string {
  return value === undefined ? '' : formatLoss(value)
}

function factsOf({ summary }: RunDetail, { seconds }: Report, language: Language): string {
  const { epochs, parameters, engine, device } = summary
  const on = device === 'gpu' ? { en: `, on the ${deviceTexts.gpu.en}`, 'zh-CN': `，运行于${deviceTexts.gpu['zh-CN']}` }[language] : ''
  return {
    en: `${formatCount(epochs.done)} ${epochs.done === 1 ? 'epoch' : 'epochs'} in ${formatDuration(seconds, language)}, ${formatCount(parameters)} parameters, engine ${engine}${on}.`,
    'zh-CN': `轮数：${formatCount(epochs.done)}，用时：${formatDuration(seconds, language)}，参数量：${formatCount(parameters)}，引擎：${engine}${on}。`,
  }[language]
}
