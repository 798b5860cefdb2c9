/** What `candor train` tells a person. */
import type { Language } from '#contract/language.ts'
import type { Report, RunDetail } from '#contract/run.ts'
import { tableOf } from './terminal.ts'

export function trainedText({ summary }: RunDetail, report: Report, language: Language): string {
  const chinese = language === 'zh-CN'
  const names = Object.keys(report.metrics.training)
  const parts = [
    { label: chinese ? '训练' : 'training', rows: report.rows.training, measures: report.metrics.training },
    { label: chinese ? '验证' : 'validation', rows: report.rows.validation, measures: report.metrics.validation },
    { label: chinese ? '测试' : 'test', rows: report.rows.test, measures: report.metrics.test },
  ].filter(({ rows }) => rows > 0)
  const header = [chinese ? '部分' : 'part', chinese ? '行数' : 'rows', ...names]
  const table = tableOf([header, ...parts.map(({ label, rows, measures }) => [label, rows, ...names.map((name) => measures[name]?.toFixed(4) ?? '')])])
  const facts = chinese
    ? `${summary.epochs.done} 轮，${summary.parameters} 个参数，用时 ${report.seconds.toFixed(2)} 秒（引擎 ${summary.engine}）。`
    : `${summary.epochs.done} epochs, ${summary.parameters} parameters, ${report.seconds.toFixed(2)} s (engine ${summary.engine}).`
  return `${table}\n\n${facts}`
}
