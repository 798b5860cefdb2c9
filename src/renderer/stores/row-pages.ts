/** Pages of rows already asked for, the latest kept. Knows no screen and no studio. */
import type { RowPage } from '#contract/dataset.ts'

const pageRows = 200
const mostPages = 60

export type Row = readonly (string | null)[]

/** `fetchPage` gives `count` rows from row `from` (counted from 0); `onPage` is called after each arrival. */
export function createRowPages(rows: number, fetchPage: (from: number, count: number) => Promise<RowPage>, onPage: () => void) {
  const pages = new Map<number, readonly Row[]>()
  const asked = new Set<number>()

  function keep(page: number, cells: readonly Row[]): void {
    pages.delete(page)
    pages.set(page, cells)
    const [oldest] = pages.keys()
    if (pages.size > mostPages && oldest !== undefined) pages.delete(oldest)
  }

  async function ask(page: number): Promise<void> {
    if (pages.has(page) || asked.has(page)) return
    asked.add(page)
    const from = page * pageRows
    try {
      keep(page, (await fetchPage(from, Math.min(pageRows, rows - from))).cells)
      onPage()
    } catch {
      // Asked again as soon as the row is looked at again.
    } finally {
      asked.delete(page)
    }
  }

  return {
    /** What was sent with the dataset itself. */
    put({ from, cells }: RowPage): void {
      for (let page = Math.ceil(from / pageRows); (page + 1) * pageRows <= from + cells.length || (page * pageRows < from + cells.length && from + cells.length === rows); page++) {
        keep(page, cells.slice(page * pageRows - from, (page + 1) * pageRows - from))
      }
    },
    /** Row `index` counted from 0; undefined while it is not there, and then it is asked for. */
    row(index: number): Row | undefined {
      const page = Math.floor(index / pageRows)
      const cells = pages.get(page)
      if (cells === undefined) void ask(page)
      return cells?.[index % pageRows]
    },
  }
}
