/** What a step does, or why it can't be done, in the person's words. */
import { useI18n } from 'vue-i18n'
import type { LearnedStep, RecipeStep, StepEffect } from '#contract/recipe.ts'
import { describeFormulaMistake } from '#contract/wording/formula-mistakes.ts'
import { formatCount, formatNumber } from '#contract/wording/numbers.ts'
import { useLanguage } from '#renderer/app/use-language.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { columnInFormula } from '#renderer/plan/column-in-formula.ts'

export function useStepWords() {
  const { t } = useI18n()
  const language = useLanguage()
  const preview = usePreview()

  /** '' where there is nothing to tell. */
  function effectWords(step: RecipeStep, { rows, made }: StepEffect): string {
    const learned = preview.recipe?.learned.find(({ id }) => id === step.id)?.learned
    if (step.on && learned !== undefined) return learnedWords(step, learned)
    if (rows !== null) return t('prepare.steps.kept', { before: formatCount(rows.before), after: formatCount(rows.after) })
    if (made === null) return ''
    const values = made.first.map((cell) => (cell === null ? t('prepare.steps.missingValue') : made.type === 'number' ? formatNumber(Number(cell)) : cell))
    const first = t('prepare.steps.first', { values: values.join(language.value === 'zh-CN' ? '，' : ', ') })
    return made.missing === 0 ? first : `${first}${language.value === 'zh-CN' ? '；' : '; '}${t('prepare.steps.missing', { count: formatCount(made.missing) })}`
  }

  function learnedWords(step: RecipeStep, learned: LearnedStep): string {
    switch (learned.kind) {
      case 'groupRare':
        if (learned.others === 0) return t('prepare.steps.learned.noneRare')
        return t('prepare.steps.learned.rare', { count: formatCount(learned.others), rows: formatCount(learned.rows), name: 'name' in step ? step.name : '', kept: formatCount(learned.kept.length) })
      case 'bin':
        return t('prepare.steps.learned.ranges', { ranges: learned.labels.join(language.value === 'zh-CN' ? '，' : ', ') })
      case 'log':
        return learned.shift === 0 ? t('prepare.steps.learned.log') : t('prepare.steps.learned.logShifted', { shift: formatNumber(learned.shift) })
      case 'yeoJohnson':
        return t('prepare.steps.learned.power', { power: formatNumber(learned.lambda) })
      default:
        return learned satisfies never
    }
  }

  function mistakeWords({ mistake }: StepEffect): string {
    return mistake === null ? '' : describeFormulaMistake(mistake.problem, mistake, language.value)
  }

  /** Something that could be written, with the table's own columns. */
  function exampleFor(kind: RecipeStep['kind'], columns: StepEffect['columns']): string {
    const numbers = columns.filter(({ type }) => type === 'number').map(({ name }) => columnInFormula(name))
    const [first = 'x', second = first] = numbers
    return t('prepare.steps.example', { example: kind === 'filter' ? `${first} > 1` : `${first} / ${second}` })
  }

  return { effectWords, mistakeWords, exampleFor }
}
