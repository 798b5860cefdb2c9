import { describe, expect, it, vi } from 'vitest'
import type { RowPage } from '#contract/dataset.ts'
import { createRowPages } from './row-pages.ts'

/** A table whose rows hold their own numbers, and what was asked of it. */
function tableOf(rows: number) {
  const asked: [from: number, count: number][] = []
  const page = (from: number, count: number): RowPage => ({ from, cells: Array.from({ length: count }, (_, at) => [String(from + at)]) })
  const fetchPage = vi.fn((from: number, count: number) => {
    asked.push([from, count])
    return Promise.resolve(page(from, count))
  })
  const onPage = vi.fn()
  const pages = createRowPages(rows, fetchPage, onPage)
  /** Looks at a row, and whatever was asked for it arrives. */
  const look = async (index: number): Promise<string | null | undefined> => {
    const row = pages.row(index)
    await Promise.resolve()
    await Promise.resolve()
    return row?.[0]
  }
  const arrived = async (index: number): Promise<string | null | undefined> => {
    await look(index)
    return await look(index)
  }
  return { pages, page, asked, fetchPage, onPage, look, arrived }
}

describe('rows by pages', () => {
  it('are there one arrival after they were looked at, the page asked once', async () => {
    const { pages, asked, onPage, arrived } = tableOf(1000)
    expect([pages.row(450), pages.row(451)]).toEqual([undefined, undefined])
    expect(await arrived(450)).toBe('450')
    expect(pages.row(399)).toBeUndefined()
    expect([asked, onPage.mock.calls.length]).toEqual([[[400, 200], [200, 200]], 1])
  })

  it('are asked to the last row and not beyond', async () => {
    const { asked, arrived } = tableOf(450)
    expect(await arrived(449)).toBe('449')
    expect(asked).toEqual([[400, 50]])
  })

  it('are asked again when they did not come', async () => {
    const { fetchPage, onPage, look, arrived } = tableOf(10)
    fetchPage.mockRejectedValueOnce(new Error('the studio is away'))
    await look(3)
    expect(onPage).not.toHaveBeenCalled()
    expect(await arrived(3)).toBe('3')
  })

  it('that came with the table are not asked for, where they fill a page or the table', () => {
    const wide = tableOf(1000)
    wide.pages.put(wide.page(0, 200))
    expect([wide.pages.row(0)?.[0], wide.pages.row(199)?.[0], wide.asked]).toEqual(['0', '199', []])
    const short = tableOf(5)
    short.pages.put(short.page(0, 5))
    expect([short.pages.row(4)?.[0], short.asked]).toEqual(['4', []])
    const middle = tableOf(1000)
    middle.pages.put(middle.page(150, 500))
    expect([middle.pages.row(200)?.[0], middle.pages.row(599)?.[0], middle.pages.row(199), middle.pages.row(600)]).toEqual(['200', '599', undefined, undefined])
    const part = tableOf(1000)
    part.pages.put(part.page(0, 50))
    expect([part.pages.row(0), part.asked]).toEqual([undefined, [[0, 200]]])
  })

  it('are let go again behind sixty later pages', async () => {
    const { pages, arrived } = tableOf(200 * 61)
    for (let page = 0; page <= 60; page++) await arrived(page * 200)
    expect([pages.row(200)?.[0], pages.row(0)]).toEqual(['200', undefined])
  })
})
