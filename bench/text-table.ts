/** A table for the terminal: the first column to the left, numbers to the right. */
export function textTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const all = [head, ...lines]
  const widths = head.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)))
  const isText = head.map((_, at) => at === 0 || lines.some((line) => /[a-z]/i.test(line[at] ?? '')))
  return all.map((line) => line.map((cell, at) => (isText[at] === true ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ').trimEnd()).join('\n')
}
