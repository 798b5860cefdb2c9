/** Files beyond every measure: endless lines, enormous cells, a million columns. Each is refused by its limit and line. */
import type { HostileFile } from './hostile-file.ts'

const million = 1_000_000
const columns = 3000

export const hostileSizes: HostileFile[] = [
  { name: 'a line without end', bytes: `a,b\n1,2\n${'x'.repeat(40 * million)}`, refused: { code: 'file.limit', line: 3, limit: 'record' } },
  { name: 'a line of 20 MB that ends', bytes: `a,b\n1,2\n${'x,'.repeat(10 * million)}\n3,4\n`, refused: { code: 'file.limit', line: 3 } },
  { name: 'a cell of 2 MB', bytes: `a,b\n1,2\n3,${'x'.repeat(2 * million)}\n`, refused: { code: 'file.limit', line: 3, limit: 'cell' } },
  { name: 'a cell of 2 MB in quotes', bytes: `a,b\n1,2\n3,"${'x'.repeat(2 * million)}"\n`, refused: { code: 'file.limit', line: 3, limit: 'cell' } },
  { name: 'a million columns', bytes: `${Array.from({ length: million }, (_, index) => `c${index}`).join(',')}\n1,2\n`, refused: { code: 'file.limit', line: 1, limit: 'columns' } },
  { name: 'a million delimiters in line 3', bytes: `a,b\n1,2\n${','.repeat(million)}\n`, refused: { code: 'file.limit', line: 3, limit: 'columns' } },
  { name: 'an unclosed quote on line 3 of a million', bytes: `a,b\n1,2\n"3,4\n${'5,6\n'.repeat(million)}`, rows: million + 2, findings: ['unclosedQuote@3', 'almostNumbers@3'] },
  { name: '3,000 columns', bytes: `${Array.from({ length: columns }, (_, index) => `c${index}`).join(',')}\n${`${Array.from({ length: columns }, (_, index) => index).join(',')}\n`.repeat(20)}`, rows: 20 },
  { name: 'nothing but delimiters', bytes: ',,,\n,,,\n,,,\n', rows: 3 },
  { name: 'nothing but quotes', bytes: '"'.repeat(1001), refused: { code: 'file.headerOnly' } },
]
