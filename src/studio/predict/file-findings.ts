/** What is worth saying about a file of new rows: of reading it what concerns the answers, and cells unlike what was learned. */
import type { Finding } from '#contract/dataset.ts'
import type { ColumnNote } from '#engine/recipe/apply.ts'

/** Cells that the reader took for missing because they are no number or no date, as a prediction says it. */
const illegible = { notNumbers: 'predict.notANumber', notDates: 'predict.notADate' } as const

/** `used`: the columns that the run learned from and the file has; what is odd about others changes no answer. */
export function findingsOfFile(reading: readonly Finding[], notes: readonly ColumnNote[], used: ReadonlySet<string>): Finding[] {
  const ofReading = reading
    .filter(({ severity, column, code }) => severity === 'attention' && (column === undefined || used.has(column)) && !(code === 'encodingGuessed' && isProven(used)))
    .map((finding) => (isIllegible(finding.code) ? { ...finding, code: illegible[finding.code] } : finding))
  const toldAlready = new Map<string, number>()
  for (const { code, column = '', count = 0 } of ofReading) {
    if (code === 'predict.notANumber' || code === 'predict.notADate' || code === 'otherUnit' || code === 'infinite') toldAlready.set(column, (toldAlready.get(column) ?? 0) + count)
  }
  const ofNotes = notes
    .filter(({ column }) => used.has(column))
    .map((note) => (note.note === 'missing' ? { ...note, count: note.count - (toldAlready.get(note.column) ?? 0) } : note))
    .filter(({ count }) => count > 0)
    .map(findingOf)
  const isOfAnswer = ({ code }: Finding): number => Number(code.startsWith('predict.'))
  return [...ofReading, ...ofNotes].toSorted((a, b) => isOfAnswer(b) - isOfAnswer(a))
}

/** A name beyond ASCII was found in the file: in another encoding it would not have been. */
function isProven(used: ReadonlySet<string>): boolean {
  return [...used].some((name) => /[^\p{ASCII}]/u.test(name))
}

function isIllegible(code: string): code is keyof typeof illegible {
  return Object.hasOwn(illegible, code)
}

/** A gap is filled as in training and no reason to doubt the answer. */
function findingOf({ column, note, count, row, value }: ColumnNote): Finding {
  return { code: `predict.${note}`, severity: note === 'missing' ? 'note' : 'attention', column, count, row, ...(value === null ? {} : { value }) }
}
