/** Where a command writes: its answer to standard output, everything else to standard error. */
import type { Language, Text } from '#contract/language.ts'

export interface Terminal {
  language: Language
  answer(text: string): void
  /** One JSON object: the whole answer of a command. */
  json(value: object): void
  tell(text: Text): void
  /** Replaces the last progress; only where a person watches. Empty: clears it. */
  progress(text: Text | null): void
}

export function createTerminal(language: Language): Terminal {
  const watched = process.stderr.isTTY === true
  return {
    language,
    answer: (text) => void process.stdout.write(`${text}\n`),
    json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    tell: (text) => void process.stderr.write(`${text[language]}\n`),
    progress: (text) => void (watched && process.stderr.write(`\r\x1b[2K${text?.[language] ?? ''}`)),
  }
}

/** Columns of equal width, numbers to the right. */
export function tableOf(rows: (string | number)[][]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : cell)))
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))))
  return rows
    .map((row, r) =>
      row
        .map((cell, column) => {
          const text = cells[r]?.[column] ?? ''
          const gap = ' '.repeat((widths[column] ?? 0) - widthOf(text))
          return typeof cell === 'number' ? gap + text : text + gap
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Han characters and full-width signs take two cells of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/u.test(character) ? 2 : 1), 0)
}
