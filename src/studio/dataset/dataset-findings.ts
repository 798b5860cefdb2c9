/** What the person should look at after a file was read. Codes and facts only; the words are in the contract. */
import type { DatasetView, Finding } from '#contract/dataset.ts'
import type { CollectedTable } from './collect-columns.ts'
import type { Sightings } from './column-collector.ts'
import type { DetectedEncoding } from './detect-encoding.ts'
import type { FinishedColumn } from './finish-column.ts'
import type { FileLayout, LineCount } from './read-rows.ts'

/** Findings of one kind about many columns would hide the others. */
const mostOfOneKind = 30

export function findingsOf(collected: CollectedTable, finished: FinishedColumn[], layout: FileLayout, detected: DetectedEncoding): DatasetView['findings'] {
  return [...fileFindings(collected, layout, detected), ...limited(finished.flatMap(columnFindings))].sort(byUrgency)
}

function fileFindings({ account, names, markers, headerCells, extraText }: CollectedTable, layout: FileLayout, detected: DetectedEncoding): Finding[] {
  const findings: (Finding | null)[] = [
    detected.certain ? null : { code: 'encodingGuessed', severity: 'attention', value: layout.encoding },
    atLines('replacedBytes', 'attention', account.replaced),
    atLines('unclosedQuote', 'attention', account.unclosedQuotes),
    atLines('strayQuotes', 'attention', account.strayQuotes),
    atLines('rowsShort', 'attention', account.short),
    atLines('rowsLong', 'attention', account.long, extraText),
    counted('rowsLongEmpty', account.longEmpty),
    counted('blankLines', account.blankLines),
    atLines('nulCharacters', 'attention', account.nulCharacters),
    layout.dialect.header && headerCells < layout.dialect.columns ? { code: 'headerShort', severity: 'attention', count: layout.dialect.columns - headerCells } : null,
    names.duplicates.length > 0 ? { code: 'namesDuplicate', severity: 'note', count: names.duplicates.length, value: names.duplicates[0]?.slice(0, 80) ?? '' } : null,
    counted('namesEmpty', names.unnamed.length),
    ...markers.found.filter(({ inForce }) => !inForce).map(({ marker, count }): Finding => ({ code: 'markerNotInForce', severity: 'note', value: marker, count })),
  ]
  return findings.filter((finding) => finding !== null)
}

function columnFindings({ summary, tally, merged }: FinishedColumn): Finding[] {
  const column = summary.name
  const findings: (Finding | null)[] = []
  const { key, count = 0, line, value } = summary.typeReason
  if (summary.type === 'number') findings.push(atSightings('infinite', column, tally.infinite))
  if (summary.typeChosen && summary.type === 'number') {
    findings.push(atSightings('notNumbers', column, tally.others), atSightings('notNumbers', column, tally.dates))
    findings.push(atSightings('longIntegersRounded', column, tally.longInteger))
  }
  if (summary.typeChosen && summary.type === 'date') {
    findings.push(atSightings('notDates', column, tally.others))
    if (tally.numbers > 0) findings.push({ code: 'notDates', severity: 'attention', column, count: tally.numbers })
    if (tally.either.count > 0 && tally.dayFirst.count + tally.monthFirst.count === 0) findings.push(atSightings('dateOrderAssumed', column, tally.either))
  }
  const slip = key === 'notAllNumbers' || key === 'notAllDates'
  if (slip && count <= Math.max(5, summary.present * 0.05) && line !== undefined && value !== undefined) {
    findings.push({ code: key === 'notAllNumbers' ? 'almostNumbers' : 'almostDates', severity: 'attention', column, line, value, count })
  }
  if (key === 'dateOrderUnknown' || key === 'dateOrderContradictory') {
    findings.push({ code: key, severity: 'attention', column, count, ...(line === undefined ? {} : { line }), ...(value === undefined ? {} : { value }) })
  }
  if (summary.present === 0) findings.push({ code: 'emptyColumn', severity: 'note', column })
  else if (summary.constant) findings.push({ code: 'constantColumn', severity: 'note', column, value: summary.top[0]?.value.slice(0, 80) ?? '' })
  // Texts and identifiers are shown from the file itself; only categories miss what is not in memory.
  if (merged > 0 && summary.type === 'category') findings.push({ code: 'valuesMerged', severity: 'note', column, count: merged })
  if (tally.spaced > 0 && summary.type !== 'number') findings.push({ code: 'spacesAround', severity: 'note', column, count: tally.spaced })
  return findings.filter((finding) => finding !== null)
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
