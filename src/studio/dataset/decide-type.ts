/** Which type a column has, from what the whole file showed of it. Pure; every decision has a reason to show. */
import type { ColumnSummary, ColumnType } from '#contract/dataset.ts'
import type { ColumnForm, Conventions } from './column-collector.ts'
import { mostUnits, none, otherCurrency, otherUnits, type ColumnTally, type Sightings } from './column-tally.ts'
import { isKnownUnit } from './units-of-measure.ts'

export interface TypeDecision {
  type: ColumnType
  reason: ColumnSummary['typeReason']
}

/** What is known of how a column's cells are to be taken; null where the column does not tell and nobody decided. */
export type KnownConventions = { [Name in keyof Conventions]: Conventions[Name] | null }

/** The form all cells agree on, before their values are looked at. */
export function formOfTally(tally: ColumnTally, conventions: KnownConventions): ColumnForm {
  const { decimalMark, dateOrder } = conventions
  const strange = strangeUnits(tally, conventions)
  const numbers = numberCount(tally, strange)
  const numberLike = numbers + tally.infinite.count
  const odd = tally.leadingZero.count + tally.longInteger.count
  const others = odd + tally.others.count + strange.count
  if (numbers > 0 && others + tally.dates.count + otherCurrency(tally).count === 0) {
    const days = tally.compactDates === tally.numbers && tally.numbers > 1 && numberLike === tally.numbers
    if (days) return 'days'
    if (decimalMark !== null && tally.notWithMark[decimalMark].count === 0) return 'numbers'
  }
  const onlyDates = tally.dates.count > 0 && numberLike - tally.compactDates + others === 0
  return onlyDates && dateOrder !== null && tally.notInOrder[dateOrder].count === 0 ? 'days' : 'codes'
}

/** Cells whose unit makes them no number of this column: of another unit than the others, or all, where there are many or currencies, too. */
export function strangeUnits(tally: ColumnTally, { unit }: Pick<KnownConventions, 'unit'>): Sightings {
  if (tally.measured.count === 0) return none()
  const areUnits = unit !== null && Object.keys(tally.units).length <= mostUnits && Object.keys(tally.currencies).length === 0
  return areUnits ? otherUnits(tally, unit) : tally.measured
}

function numberCount(tally: ColumnTally, strange: Sightings): number {
  return tally.numbers + tally.written.count + tally.measured.count - strange.count
}

export interface NumberFacts {
  name: string
  index: number
  columns: number
  tally: ColumnTally
  /** Different values. */
  distinct: number
  /** Whether the values are 0, 1, 2... or 1, 2, 3... in the order of the rows, none missing. */
  countsUp: boolean
}

/** For a column whose cells are all numbers: a quantity, or the name of a row? */
export function decideNumber({ name, index, columns, tally, distinct, countsUp }: NumberFacts): TypeDecision {
  const whole = tally.plainIntegers === tally.numbers && tally.infinite.count === 0
  // With two columns one is the target, and x = 1, 2, 3... is then the only thing to learn from.
  if (whole && columns > 2 && tally.numbers > 2) {
    if (countsUp && (index === 0 || namesIdentifier(name))) return { type: 'identifier', reason: { key: 'countsUp' } }
    if (namesIdentifier(name) && distinct === tally.numbers) return { type: 'identifier', reason: { key: 'namedIdentifier' } }
  }
  return { type: 'number', reason: { key: 'allNumbers', count: tally.numbers } }
}

export interface TextFacts {
  name: string
  tally: ColumnTally
  conventions: KnownConventions
  present: number
  distinct: number
  /** Some of the distinct values. */
  values: string[]
}

export function decideText(facts: TextFacts): TypeDecision {
  const { tally, present, distinct, values, name } = facts
  const slip = slipOf(tally, facts.conventions)
  if (present === 0) return { type: 'text', reason: { key: 'empty' } }
  const texts = tally.others.count + tally.dates.count + tally.written.count + tally.measured.count
  if (tally.longInteger.count > 0 && texts === 0) return { type: 'identifier', reason: sighted('longInteger', tally.longInteger) }
  const repeated = present >= distinct * 5 && distinct <= 50
  if (tally.leadingZero.count > 0 && texts === 0) {
    return { type: repeated ? 'category' : 'identifier', reason: sighted('leadingZeros', tally.leadingZero) }
  }
  if (isYesNo(values, distinct)) return { type: 'boolean', reason: { key: 'yesNo' } }
  const isCategory = distinct <= 2 || (distinct <= 50 && present >= distinct * 2) || (distinct <= 10_000 && present >= distinct * 5)
  if (isCategory) return { type: 'category', reason: slip ?? { key: 'fewValues', count: distinct } }
  const spaced = values.filter((value) => /\s/.test(value.trim())).length > values.length * 0.05
  const digits = values.filter((value) => /\d/.test(value)).length > values.length * 0.8
  if (!slip && distinct === present && namesIdentifier(name)) return { type: 'identifier', reason: { key: 'namedIdentifier' } }
  if (!slip && distinct === present && present >= 20 && !spaced && digits) return { type: 'identifier', reason: { key: 'allDifferentCodes' } }
  // In a table of a few rows nothing repeats; single words may still be categories.
  if (!slip && distinct <= 20 && present <= 20 && !spaced) return { type: 'category', reason: { key: 'fewValues', count: distinct } }
  return { type: 'text', reason: slip ?? { key: 'manyValues', count: distinct } }
}

/** The cells that keep a column of numbers, or of dates, from being one. */
function slipOf(tally: ColumnTally, conventions: KnownConventions): ColumnSummary['typeReason'] | null {
  const { decimalMark, dateOrder } = conventions
  const strangers = strangeUnits(tally, conventions)
  const numbers = numberCount(tally, strangers)
  if (numbers > 0 && numbers >= tally.dates.count) {
    const others = tally.others.count + tally.dates.count
    const strange = others + strangers.count
    if (others === 0 && strangers.count > 0 && Object.keys(tally.units).every(isKnownUnit)) return sighted('unitsMixed', strangers)
    if (strange > numbers) return null
    if (strange > 0) return sighted('notAllNumbers', tally.others.count > 0 ? tally.others : tally.dates.count > 0 ? tally.dates : strangers, strange)
    if (otherCurrency(tally).count > 0) return sighted('currenciesMixed', otherCurrency(tally))
    if (decimalMark === null) return sighted('decimalMarkUnknown', tally.eitherMark)
    const against = tally.notWithMark[decimalMark]
    if (against.count > 0) return sighted('decimalMarksMixed', against)
    if (tally.leadingZero.count > 0) return sighted('leadingZeros', tally.leadingZero)
  }
  if (tally.dates.count === 0) return null
  if (tally.others.count > 0) return tally.dates.count > tally.others.count ? sighted('notAllDates', tally.others) : null
  if (dateOrder === null) return sighted('dateOrderUnknown', tally.eitherOrder)
  const against = tally.notInOrder[dateOrder]
  return against.count > 0 ? sighted('dateOrderContradictory', against) : null
}

function sighted(key: string, sightings: Sightings, count = sightings.count): ColumnSummary['typeReason'] {
  const line = sightings.lines[0]
  return { key, count, value: sightings.value, ...(line === undefined ? {} : { line }) }
}

const yesNoPairs = [
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
  ['t', 'f'],
  ['on', 'off'],
  ['是', '否'],
  ['有', '无'],
  ['真', '假'],
  ['对', '错'],
  ['ja', 'nein'],
  ['oui', 'non'],
  ['sí', 'no'],
  ['да', 'нет'],
]

function isYesNo(values: string[], distinct: number): boolean {
  const spelled = new Set(values.map((value) => value.toLowerCase()))
  return distinct === 2 && yesNoPairs.some((pair) => pair.every((word) => spelled.has(word)))
}

function namesIdentifier(name: string): boolean {
  return /(^|[\s_.-])(id|ids|uuid|guid|key|index|rownames?|row[\s_]?(number|id)|no\.?|nr|serial)$/i.test(name) || /[a-z]I[Dd]$/.test(name) || /(编号|序号|学号|工号|单号|身份证号?|流水号|号码)$/.test(name)
}
