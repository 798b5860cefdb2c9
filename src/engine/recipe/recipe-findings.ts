/** What a person should look at before training with a recipe. Words: contract/wording/recipe-findings.ts. */
import type { Finding } from '#contract/dataset.ts'
import type { RecipeFindingCode } from '#contract/wording/recipe-findings.ts'
import { findGiveAway } from './give-away.ts'
import { findNumberGiveAway } from './give-away-number.ts'
import { sampleEvenly } from './sample-evenly.ts'
import type { Table } from '#engine/table/table.ts'
import type { FitOutcome } from './fit-recipe.ts'
import { canStratify } from './split.ts'

type RecipeFinding = Finding & { code: RecipeFindingCode }

/** Attention first. Only training rows and counts are looked at: the test rows stay unseen. */
export function recipeFindings(outcome: FitOutcome, table: Table): RecipeFinding[] {
  const found = [...rowFindings(outcome, table), ...classFindings(outcome), ...columnFindings(outcome, table)]
  return [...found.filter(({ severity }) => severity === 'attention'), ...found.filter(({ severity }) => severity === 'note')]
}

const rareClassRows = 10
const fewTestRows = 30
const unbalancedShare = 0.8
const giveAwayRows = 5000

function rowFindings({ leftOut, rowNumbers, fitted }: FitOutcome, table: Table): RecipeFinding[] {
  const findings: RecipeFinding[] = []
  const column = fitted.target.column
  if (leftOut.targetMissing > 0) {
    findings.push({ code: 'recipe.targetMissing', severity: leftOut.targetMissing * 10 > table.rows ? 'attention' : 'note', column, count: leftOut.targetMissing })
  }
  if (leftOut.featureMissing > 0) findings.push({ code: 'recipe.featureMissing', severity: leftOut.featureMissing * 10 > table.rows ? 'attention' : 'note', count: leftOut.featureMissing })
  const test = rowNumbers.test.length
  if (test === 0) findings.push({ code: 'recipe.noTestRows', severity: 'attention' })
  else if (test < fewTestRows) findings.push({ code: 'recipe.fewTestRows', severity: 'note', count: test })
  if (fitted.inputs.length > rowNumbers.training.length) {
    findings.push({ code: 'recipe.moreInputsThanRows', severity: 'attention', count: fitted.inputs.length, value: String(rowNumbers.training.length) })
  }
  return findings
}

function classFindings({ recipe, classes, target, rowNumbers, taskInferred }: FitOutcome): RecipeFinding[] {
  const { codes } = target
  if (codes === null) return []
  const findings: RecipeFinding[] = []
  const column = target.column.name
  const rows = classes.reduce((sum, { count }) => sum + count, 0)
  const inPart = (part: Int32Array): number[] => {
    const counts = classes.map(() => 0)
    for (const row of part) {
      const code = codes[row] ?? 0
      counts[code] = (counts[code] ?? 0) + 1
    }
    return counts
  }
  const training = inPart(rowNumbers.training)
  const test = inPart(rowNumbers.test)
  classes.forEach(({ value, count }, index) => {
    if (training[index] === 0) findings.push({ code: 'recipe.classNotInTraining', severity: 'attention', column, value, count })
    else if (count < rareClassRows) findings.push({ code: 'recipe.rareClass', severity: 'attention', column, value, count })
    if (test[index] === 0 && rowNumbers.test.length > 0) findings.push({ code: 'recipe.classNotInTest', severity: 'note', column, value, count })
  })
  const commonest = classes.reduce((most, own) => (own.count > most.count ? own : most), { value: '', count: 0 })
  const unbalanced = commonest.count >= unbalancedShare * rows
  if (unbalanced) findings.push({ code: 'recipe.unbalanced', severity: 'note', column, value: commonest.value, count: Math.floor((commonest.count / rows) * 100) })
  const rare = Math.min(...classes.map(({ count }) => count))
  const helps = unbalanced || rare * recipe.split.test < rareClassRows
  if (!recipe.split.stratify && recipe.split.test > 0 && helps && canStratify(classes.map(({ count }) => count), Math.ceil(rows * recipe.split.test))) {
    findings.push({ code: 'recipe.stratify', severity: 'note', column })
  }
  if (taskInferred && target.task === 'multiclass' && target.column.kind === 'number') findings.push({ code: 'recipe.numbersAsClasses', severity: 'note', column, count: classes.length })
  return findings
}

function columnFindings(outcome: FitOutcome, table: Table): RecipeFinding[] {
  const findings: RecipeFinding[] = []
  for (const { column, used, missing } of outcome.columns) {
    if (used && missing * 2 > table.rows) findings.push({ code: 'recipe.mostlyMissing', severity: 'note', column, count: missing })
  }
  for (const own of outcome.fitted.columns) {
    if (own.kind === 'category' && own.others.length > 0) findings.push({ code: 'recipe.rareCategories', severity: 'note', column: own.column, count: own.others.length })
  }
  const names = new Set(table.columns.map(({ name }) => name))
  for (const { column } of outcome.recipe.columns) if (!names.has(column)) findings.push({ code: 'recipe.choiceUnknown', severity: 'note', column })
  const sample = sampleEvenly(outcome.rowNumbers.training, giveAwayRows)
  const half = (parity: number): Int32Array => sample.filter((_, at) => at % 2 === parity)
  const judged = half(1)
  const giveAway = findGiveAway(table, outcome, half(0), judged)
  if (giveAway !== null) findings.push({ code: 'recipe.giveAway', severity: 'attention', column: giveAway.column, count: Math.floor((giveAway.right / judged.length) * 100) })
  const copy = findNumberGiveAway(table, outcome, half(0), judged)
  if (copy !== null) findings.push({ code: 'recipe.giveAwayNumber', severity: 'attention', column: copy.column, count: Math.max(1, Math.ceil(copy.error * 100)) })
  return findings
}
