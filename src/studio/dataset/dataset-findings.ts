/** What the person should look at after a file was read. Codes and facts only; the words are in the contract. */
import type { DatasetView, DecimalMark, Finding } from '#contract/dataset.ts'
import type { CollectedTable } from './collect-columns.ts'
import type { ColumnTally, Sightings } from './column-tally.ts'
import { strangeUnits, type KnownConventions } from './decide-type.ts'
import type { DetectedEncoding } from './detect-encoding.ts'
import type { FinishedColumn } from './finish-column.ts'
import type { FileLayout, LineCount } from './read-rows.ts'
import { isKnownUnit, readMeasured } from './units-of-measure.ts'
import { conversions, readWritten, type Conversion } from './written-numbers.ts'

/** Findings of one kind about many columns would hide the others. */
const mostOfOneKind = 30

export function findingsOf(collected: CollectedTable, finished: FinishedColumn[], layout: FileLayout, detected: DetectedEncoding): DatasetView['findings'] {
  const ofColumns = finished.flatMap(columnFindings)
  return [...fileFindings(collected, layout, detected).filter((finding) => !isAskedAbout(finding, ofColumns)), ...limited(ofColumns)].sort(byUrgency)
}

/** A marker that stands in the way of one column only is asked about there, with the same step. */
function isAskedAbout({ code, value, count }: Finding, ofColumns: readonly Finding[]): boolean {
  return code === 'markerNotInForce' && ofColumns.some((other) => (other.code === 'almostNumbers' || other.code === 'almostDates') && other.value === value && other.count === count)
}

function fileFindings({ account, names, markers, headerCells, extraText }: CollectedTable, layout: FileLayout, detected: DetectedEncoding): Finding[] {
  const findings: (Finding | null)[] = [
    detected.certain ? null : { code: 'encodingGuessed', severity: 'attention', value: layout.encoding },
    atLines('replacedBytes', 'attention', account.replaced),
    atLines('unclosedQuote', 'attention', account.unclosedQuotes),
    atLines('strayQuotes', 'attention', account.strayQuotes),
    atLines('linesLikeRows', 'attention', account.linesLikeRows),
    atLines('rowsShort', 'attention', account.short),
    atLines('rowsLong', 'attention', account.long, extraText),
    counted('rowsLongEmpty', account.longEmpty),
    counted('blankLines', account.blankLines),
    atLines('commentLines', 'note', account.comments),
    counted('skippedLines', layout.dialect.skippedLines),
    atLines('nulCharacters', 'attention', account.nulCharacters),
    layout.dialect.headerRows > 0 && headerCells < layout.dialect.columns ? { code: 'headerShort', severity: 'attention', count: layout.dialect.columns - headerCells } : null,
    names.duplicates.length > 0 ? { code: 'namesDuplicate', severity: 'note', count: names.duplicates.length, value: names.duplicates[0]?.slice(0, 80) ?? '' } : null,
    counted('namesEmpty', names.unnamed.length),
    ...markers.found.filter(({ inForce }) => !inForce).map(({ marker, count }): Finding => ({ code: 'markerNotInForce', severity: 'note', value: marker, count })),
  ]
  return findings.filter((finding) => finding !== null)
}

/** Up to this share of other values a column still looks like one of numbers. */
const almostShare = 0.1

function columnFindings({ summary, tally, conventions, merged }: FinishedColumn): Finding[] {
  const column = summary.name
  const findings: (Finding | null)[] = []
  const { key, count = 0, line, value } = summary.typeReason
  if (summary.type === 'number') findings.push(atSightings('infinite', column, tally.infinite), ...numberFindings(summary, tally, conventions))
  if (summary.typeChosen && summary.type === 'date') {
    findings.push(atSightings('notDates', column, tally.others))
    if (tally.numbers > tally.compactDates) findings.push({ code: 'notDates', severity: 'attention', column, count: tally.numbers - tally.compactDates })
    if (conventions.dateOrder === null) findings.push(atSightings('dateOrderAssumed', column, tally.eitherOrder))
    else findings.push(atSightings('notDates', column, tally.notInOrder[conventions.dateOrder]))
  }
  const slip = key === 'notAllNumbers' || key === 'notAllDates'
  if (slip && count <= Math.max(5, summary.present * almostShare) && count * 2 < summary.present && line !== undefined && value !== undefined) {
    findings.push({ code: key === 'notAllNumbers' ? 'almostNumbers' : 'almostDates', severity: 'attention', column, line, value, count })
  }
  if (asked.includes(key)) {
    findings.push({ code: key, severity: 'attention', column, count, ...(line === undefined ? {} : { line }), ...(value === undefined ? {} : { value }) })
  }
  if (summary.present === 0) findings.push({ code: 'emptyColumn', severity: 'note', column })
  else if (summary.constant) findings.push({ code: 'constantColumn', severity: 'note', column, value: summary.top[0]?.value.slice(0, 80) ?? '' })
  // Texts and identifiers are shown from the file itself; only categories miss what is not in memory.
  if (merged > 0 && summary.type === 'category') findings.push({ code: 'valuesMerged', severity: 'note', column, count: merged })
  if (tally.spaced > 0 && summary.type !== 'number') findings.push({ code: 'spacesAround', severity: 'note', column, count: tally.spaced })
  return findings.filter((finding) => finding !== null)
}

/** Reasons that keep a column from its type until the person decides. */
const asked = ['dateOrderUnknown', 'dateOrderContradictory', 'decimalMarkUnknown', 'decimalMarksMixed', 'currenciesMixed', 'unitsMixed']

/** What was read as another number than its digits say, and what could not be read as one. */
function numberFindings({ name: column, typeChosen }: FinishedColumn['summary'], tally: ColumnTally, conventions: KnownConventions): (Finding | null)[] {
  const { decimalMark, unit } = conventions
  const mark = decimalMark ?? '.'
  const measured = unit === null ? undefined : tally.units[unit]
  const findings: (Finding | null)[] = conversions.map((conversion) => {
    const either = conversion === (mark === '.' ? 'grouped' : 'decimalComma') ? tally.eitherMark : null
    const sightings = conversion === 'measured' && measured ? measured : tally.converted[conversion]
    return converted(conversion, column, either === null ? sightings : together(sightings, either), mark, typeChosen || (unit !== null && isKnownUnit(unit)))
  })
  if (measured && tally.numbers + tally.written.count > 0) findings.push(lackingUnit(column, measured, tally.numbers + tally.written.count, typeChosen))
  if (mark === ',' && tally.pointGroups > 0) findings.push({ code: 'pointGroups', severity: 'note', column, count: tally.pointGroups })
  const percent = tally.converted.percent
  if (percent.count > 0 && percent.count < tally.numbers + tally.written.count) findings.push(atSightings('percentMixed', column, percent))
  if (!typeChosen) return findings
  if (decimalMark === null) findings.push(atSightings('decimalMarkAssumed', column, tally.eitherMark))
  return [
    ...findings,
    atSightings(Object.keys(tally.units).every(isKnownUnit) ? 'otherUnit' : 'notNumbers', column, strangeUnits(tally, conventions)),
    atSightings('notNumbers', column, tally.others),
    atSightings('notNumbers', column, tally.dates),
    atSightings('notNumbers', column, tally.notWithMark[mark]),
    atSightings('longIntegersRounded', column, tally.longInteger),
  ]
}

/** `measured`: cells with the unit; `count`: of those without. */
function lackingUnit(column: string, measured: Sightings, count: number, confirmed: boolean): Finding | null {
  const found = atSightings('unitLacking', column, measured)
  return found && { ...found, count, severity: confirmed ? 'note' : 'attention' }
}

function together(one: Sightings, other: Sightings): Sightings {
  const [first, second] = (one.lines[0] ?? Infinity) <= (other.lines[0] ?? Infinity) ? [one, other] : [other, one]
  return { count: one.count + other.count, lines: [...first.lines, ...second.lines].toSorted((a, b) => a - b), value: first.value }
}

/** Conversions that change what the digits say are for the person to confirm, by choosing the type. */
function converted(conversion: Conversion, column: string, sightings: Sightings, mark: DecimalMark, confirmed: boolean): Finding | null {
  const found = atSightings(`converted.${conversion}`, column, sightings)
  const digits = conversion === 'measured' ? readMeasured(sightings.value)?.number : sightings.value
  const value = readWritten(digits ?? '')?.values[mark]
  if (found === null || value === undefined || Number.isNaN(value)) return null
  const doubtful = conversion === 'unit' || conversion === 'fullWidth' || conversion === 'measured'
  return { ...found, severity: doubtful && !confirmed ? 'attention' : 'note', readAs: String(value) }
}

function atLines(code: string, severity: Finding['severity'], { count, lines }: LineCount, value?: string): Finding | null {
  const [line] = lines
  if (count === 0 || line === undefined) return null
  return { code, severity, count, line, lines, ...(value === undefined ? {} : { value }) }
}

function atSightings(code: string, column: string, { count, lines, value }: Sightings): Finding | null {
  const [line] = lines
  if (count === 0 || line === undefined) return null
  return { code, severity: 'attention', column, count, line, lines, value }
}

function counted(code: string, count: number): Finding | null {
  return count > 0 ? { code, severity: 'note', count } : null
}

function limited(findings: Finding[]): Finding[] {
  const seen = new Map<string, number>()
  return findings.filter(({ code }) => {
    const times = (seen.get(code) ?? 0) + 1
    seen.set(code, times)
    return times <= mostOfOneKind
  })
}

function byUrgency(a: Finding, b: Finding): number {
  return Number(b.severity === 'attention') - Number(a.severity === 'attention')
}
