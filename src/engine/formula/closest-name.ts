/** The name that a mistyped one was probably meant to be. */

/** null where none is near: more than a third of its letters would have to change. */
export function closestName(typed: string, names: readonly string[]): string | null {
  let best: { name: string; changes: number } | null = null
  for (const name of names) {
    const changes = changesBetween(typed.toLowerCase(), name.toLowerCase())
    if (changes <= Math.max(1, Math.floor(name.length / 3)) && changes < (best?.changes ?? Infinity)) best = { name, changes }
  }
  return best?.name ?? null
}

/** Letters to add, remove or replace (Levenshtein). */
function changesBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 20) return Infinity
  let before = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min((row[j - 1] ?? 0) + 1, (before[j] ?? 0) + 1, (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    before = row
  }
  return before[b.length] ?? 0
}
