/** Names for columns: the header's own, made distinct and never empty. Names are data; columns are addressed by index. */

export interface ColumnNames {
  names: string[]
  /** Names that stood in the header more than once, and indices of columns without one. */
  duplicates: string[]
  unnamed: number[]
}

/** `header` null: the file has none. */
export function nameColumns(header: string[] | null, columns: number): ColumnNames {
  const written = Array.from({ length: columns }, (_, index) => header?.[index]?.trim() ?? '')
  const taken = new Set(written.filter((name) => name !== ''))
  const used = new Set<string>()
  const duplicates = new Set<string>()
  const unnamed: number[] = []
  const next = new Map<string, number>()
  const names = written.map((name, index) => {
    if (name === '') {
      if (header) unnamed.push(index)
      return claim(distinct(`column ${index + 1}`, taken, next))
    }
    if (!used.has(name)) return claim(name)
    duplicates.add(name)
    return claim(distinct(name, taken, next))
  })
  return { names, duplicates: [...duplicates], unnamed }

  function claim(name: string): string {
    used.add(name)
    taken.add(name)
    return name
  }
}

/**
 * Several header rows as one: `2023` above `sales` is `2023 / sales`. A name that stands over several columns is written
 * once, above the first of them.
 */
export function joinHeaderRows(rows: readonly string[][], columns: number): string[] {
  const lowest = rows.at(-1) ?? []
  const above = rows.slice(0, -1).map((row) => {
    let last = ''
    return Array.from({ length: columns }, (_, column) => (last = row[column]?.trim() || last))
  })
  return Array.from({ length: Math.max(columns, lowest.length) }, (_, column) => {
    const own = lowest[column]?.trim() ?? ''
    const parts = above.map((row, level) => (own === '' && (rows[level]?.[column] ?? '').trim() === '' ? '' : (row[column] ?? '')))
    return [...new Set([...parts, own].filter((part) => part !== ''))].join(' / ')
  })
}

function distinct(name: string, taken: Set<string>, next: Map<string, number>): string {
  if (!taken.has(name)) return name
  let number = next.get(name) ?? 2
  while (taken.has(`${name} (${number})`)) number++
  next.set(name, number + 1)
  return `${name} (${number})`
}
