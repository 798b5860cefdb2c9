/** Whole files, as people have them: every guess, every odd cell, and what is said about it. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ColumnSummary, ReadingChoices } from '#contract/dataset.ts'
import { numberAt, plainNumbers } from '#engine/table/numbers.ts'
import { memorySource } from './byte-source.ts'
import { readTable, type ReadTable } from './read-table.ts'
import { RowPages } from './row-pages.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function read(content: string | Uint8Array, reading: ReadingChoices = {}, blockBytes?: number): Promise<ReadTable> {
  const bytes = typeof content === 'string' ? utf8(content) : content
  const options = { onProgress: () => undefined, signal: new AbortController().signal, ...(blockBytes === undefined ? {} : { blockBytes }) }
  return readTable(memorySource(bytes), 'file.csv', reading, options)
}

async function column(content: string | Uint8Array, index = 0, reading: ReadingChoices = {}): Promise<ColumnSummary> {
  const { view } = await read(content, reading)
  const found = view.columns[index]
  if (!found) throw new Error('no such column')
  return found
}

const lines = (header: string, values: string[]): string => `${[header, ...values].join('\n')}\n`
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

describe('numbers with a unit', () => {
  test('a unit that all cells share is kept with the column, and the cells are numbers', async () => {
    const { view, columns } = await read(lines('面积,x', ['71.7㎡,1', '142.5 平方米,2', '159.1㎡,3', ',4']))
    expect(view.columns[0]).toMatchObject({ type: 'number', unit: '㎡', typeReason: { key: 'allNumbersWithUnit', count: 3 }, missing: 1, numeric: { min: 71.7, max: 159.1 } })
    expect(columns[0]).toMatchObject({ kind: 'number', unit: '㎡', values: Float64Array.of(71.7, 142.5, 159.1, NaN) })
    expect(view.findings).toEqual([{ code: 'converted.measured', severity: 'note', column: '面积', count: 3, line: 2, lines: [2, 3, 4], value: '71.7㎡', readAs: '71.7' }])
  })

  test('a word that is no common unit is asked about', async () => {
    const { view } = await read(lines('次数,x', ['3 次,1', '4 次,2', '5 次,3']))
    expect(view.columns[0]).toMatchObject({ type: 'number', unit: '次' })
    expect(view.findings).toContainEqual(expect.objectContaining({ code: 'converted.measured', severity: 'attention', column: '次数' }))
  })

  test('as text by one choice', async () => {
    expect(await column(lines('a,x', ['3 km,1', '4 km,2', '5 km,3']), 0, { types: [{ column: 'a', type: 'text' }] })).toMatchObject({ type: 'text', distinct: 3 })
  })

  test('values in several units stay text and it is said', async () => {
    const { view } = await read(lines('way,x', ['3 km,1', '400 m,2', '5 km,3', '6 km,4']))
    expect(view.columns[0]).toMatchObject({ type: 'text', typeReason: { key: 'unitsMixed', value: '400 m', line: 3 } })
    expect(view.columns[0]).not.toHaveProperty('unit')
    expect(view.findings).toEqual([{ code: 'unitsMixed', severity: 'attention', column: 'way', count: 1, line: 3, value: '400 m' }])
  })

  test('of several units the commonest counts where the person wants numbers, and the rest is missing and told', async () => {
    const { view, columns } = await read(lines('way,x', ['400 m,1', '3 km,2', '5 km,3', '6,4']), { types: [{ column: 'way', type: 'number' }] })
    expect(columns[0]).toMatchObject({ unit: 'km', values: Float64Array.of(NaN, 3, 5, 6) })
    expect(view.findings).toContainEqual({ code: 'otherUnit', severity: 'attention', column: 'way', count: 1, line: 2, lines: [2], value: '400 m' })
  })

  test('a file is read in the unit that its column is known to have, with and without it', async () => {
    const types = [{ column: 'way', type: 'number' as const, unit: 'km' }]
    expect((await read(lines('way,x', ['3,1', '4,2']), { types })).columns[0]).toMatchObject({ values: Float64Array.of(3, 4) })
    expect((await read(lines('way,x', ['3 km,1', '4,2']), { types })).columns[0]).toMatchObject({ values: Float64Array.of(3, 4) })
    const other = await read(lines('way,x', ['3 m,1', '4 m,2']), { types })
    expect(other.columns[0]).toMatchObject({ values: Float64Array.of(NaN, NaN) })
    expect(other.view.findings).toContainEqual(expect.objectContaining({ code: 'otherUnit', column: 'way', count: 2 }))
  })

  test('values without the unit are read as if they had it, which is asked', async () => {
    const { view, columns } = await read(lines('a,x', ['3 kg,1', '4,2', '5 kg,3']))
    expect(columns[0]).toMatchObject({ unit: 'kg', values: Float64Array.of(3, 4, 5) })
    expect(view.findings).toContainEqual({ code: 'unitLacking', severity: 'attention', column: 'a', count: 1, line: 2, lines: [2, 4], value: '3 kg' })
  })

  test('a decimal comma and a point before three digits are read as in plain numbers', async () => {
    expect((await read(lines('a;x', ['3,5 kg;1', '4,25 kg;2']))).columns[0]).toMatchObject({ values: Float64Array.of(3.5, 4.25) })
    expect((await read(lines('a,x', ['1.234 kg,1', '2.5 kg,2']))).columns[0]).toMatchObject({ values: Float64Array.of(1.234, 2.5) })
  })

  test('a unit that only the rest of a large file has is found', async () => {
    const rows = times(60_000, (row) => (row < 59_000 ? `${row % 97}.5,1` : `${row % 97}.5 km,1`))
    const { view } = await read(lines('a,x', rows))
    expect(view.columns[0]).toMatchObject({ type: 'number', unit: 'km', missing: 0 })
  })

  test('addresses and remarks that begin with a number are text', async () => {
    const streets = ['Main Street', 'High St', 'Elm Road', 'Mill Lane', 'Park Avenue', 'King St', 'Lime Walk', 'Oak Way', 'Hill Rise', 'Sea View', 'Dell End']
    const found = await column(lines('address,x', times(60, (row) => `${row + 1} ${streets[row % streets.length]},1`)))
    expect(found).toMatchObject({ type: 'text' })
    expect(found.typeReason.key).toBe('manyValues')
  })
})

describe('types decided on the whole file', () => {
  test('names the one value in row 29,000 of 30,000 that is not a number', async () => {
    const values = times(30_000, (row) => (row === 28_999 ? 'n/a,1' : `${row * 1.5},1`))
    const { view, columns } = await read(lines('income,b', values))
    expect(view.columns[0]).toMatchObject({ type: 'text', typeReason: { key: 'notAllNumbers', line: 29_001, value: 'n/a', count: 1 } })
    expect(view.findings).toContainEqual({ code: 'almostNumbers', severity: 'attention', column: 'income', line: 29_001, value: 'n/a', count: 1 })
    // Asked about once.
    expect(view.findings).not.toContainEqual(expect.objectContaining({ code: 'markerNotInForce' }))
    expect(columns[0]?.kind === 'category' && columns[0].dictionary[columns[0].codes[28_999] ?? -1]).toBe('n/a')
    expect(columns[0]?.kind === 'category' && columns[0].dictionary[columns[0].codes[3] ?? -1]).toBe('4.5')
  })

  test('reads it as numbers when the person says so, with the slip missing and counted', async () => {
    const values = times(100, (row) => (row === 49 ? 'n/a,1' : `${row},1`))
    const { view } = await read(lines('income,b', values), { types: [{ column: 'income', type: 'number' }] })
    expect(view.columns[0]).toMatchObject({ type: 'number', typeChosen: true, missing: 1, present: 99 })
    expect(view.findings).toContainEqual({ code: 'notNumbers', severity: 'attention', column: 'income', line: 51, lines: [51], value: 'n/a', count: 1 })
  })

  test('keeps leading-zero codes as text, spelling kept', async () => {
    const { view, columns } = await read(lines('code,x', ['7,1', '007,2', '0123,3', '12,4']))
    expect(view.columns[0]).toMatchObject({ type: 'identifier', typeReason: { key: 'leadingZeros', line: 3, value: '007' } })
    expect(columns[0]?.kind === 'category' && columns[0].dictionary).toEqual(['7', '007', '0123', '12'])
  })

  test('never rounds integers beyond 2^53', async () => {
    const { view, columns } = await read(lines('long,x', ['9007199254740993,1', '12345678901234567890,2', '5,3']))
    expect(view.columns[0]).toMatchObject({ type: 'identifier', typeReason: { key: 'longInteger', line: 2 } })
    expect(columns[0]?.kind === 'category' && columns[0].dictionary[1]).toBe('12345678901234567890')
  })

  test('takes infinities and overflow as missing, with their lines', async () => {
    const { view, columns } = await read(lines('v,x', ['1,1', 'inf,2', '-Infinity,3', '1e400,4', 'nan,5', '-0,6', '2.5e3,7']))
    expect(view.columns[0]).toMatchObject({ type: 'number', present: 3, missing: 4 })
    expect(view.findings).toContainEqual({ code: 'infinite', severity: 'attention', column: 'v', count: 3, line: 3, lines: [3, 4, 5], value: 'inf' })
    expect(columns[0]?.kind === 'number' && [...plainNumbers(columns[0].values)]).toEqual([1, NaN, NaN, NaN, NaN, 0, 2500])
  })

  test.each(['0x10', '1_000', '0b11', '--1', '1e', '+', '1 2', '1,2,3', '1.2.3'])('does not take %s for a number', async (cell) => {
    expect(await column(lines('v;x', [`${cell};1`, '2;1', '3;1']))).toMatchObject({ typeReason: { key: 'notAllNumbers', value: cell } })
  })

  test('sees rows counted one by one, and what is named id, as identifiers', async () => {
    const { view, columns } = await read(lines('n,customer_id,age', times(30, (row) => `${row + 1},${(row * 7919) % 1000},${row % 9}`)))
    expect(view.columns.map(({ type }) => type)).toEqual(['identifier', 'identifier', 'number'])
    expect(columns[1]?.kind === 'category' && columns[1].dictionary[1]).toBe('919')
  })

  test('leaves the only other column a number where x counts up', async () => {
    expect(await column(lines('x,y', times(30, (row) => `${row + 1},${row * 2}`)))).toMatchObject({ type: 'number' })
  })

  test.each([
    ['yes', 'no'],
    ['TRUE', 'FALSE'],
    ['是', '否'],
  ])('reads %s and %s as yes/no', async (yes, no) => {
    expect(await column(lines('a,b', [`${yes},1`, `${no},2`, `${yes},3`]))).toMatchObject({ type: 'boolean', distinct: 2 })
  })

  test('tells free text from categories', async () => {
    const { view } = await read(lines('kind,remark', times(60, (row) => `${['red', 'blue'][row % 2]},remark number ${row} of many`)))
    expect(view.columns.map(({ type }) => type)).toEqual(['category', 'text'])
  })
})

describe('dates', () => {
  test.each([
    ['2024-03-05', 19787],
    ['2024/3/5', 19787],
    ['2024年3月5日', 19787],
    ['31.01.2024', 19753],
    ['25/02/2024', 19778],
    ['Jan 5, 2024', 19727],
    ['2024-03-05T12:00:00Z', 19787.5],
    ['2024-03-05 01:00:00+01:00', 19787],
    ['1969-12-31', -1],
  ])('reads %s', async (text, days) => {
    const { view, columns } = await read(`d;x\n${text};1\n`)
    expect(view.columns[0]?.type).toBe('date')
    expect(columns[0]?.kind === 'number' && numberAt(columns[0].values, 0)).toBe(days)
  })

  test('lets one 02/25/2024 decide the order for the whole column', async () => {
    const { columns } = await read(lines('d,x', ['01/02/2024,1', '02/25/2024,2']))
    const january2 = Date.UTC(2024, 0, 2) / 86_400_000
    expect(columns[0]?.kind === 'number' && [...plainNumbers(columns[0].values)]).toEqual([january2, Date.UTC(2024, 1, 25) / 86_400_000])
  })

  test('asks where no row tells the order, and where rows contradict each other', async () => {
    const unknown = await read(lines('d,x', ['01/02/2024,1', '03/04/2024,2']))
    expect(unknown.view.findings).toContainEqual(expect.objectContaining({ code: 'dateOrderUnknown', column: 'd', line: 2 }))
    expect(unknown.view.columns[0]?.type).not.toBe('date')
    const both = await read(lines('d,x', ['25/02/2024,1', '02/25/2024,2']))
    expect(both.view.findings).toContainEqual(expect.objectContaining({ code: 'dateOrderContradictory', column: 'd' }))
  })

  test('does not take the 30th of February for a date', async () => {
    expect(await column(lines('d,x', ['2024-02-30,1']))).not.toMatchObject({ type: 'date' })
  })
})

describe('missing values', () => {
  test('counts candidates, those not in force too', async () => {
    const { view } = await read(lines('a,b', ['NA,n/a', ',x', '?,y', '1,n/a', '-,z']))
    expect(view.columns[0]).toMatchObject({ type: 'number', missing: 4, present: 1 })
    expect(view.reading.missingCandidates).toEqual(expect.arrayContaining([{ marker: 'NA', count: 1 }, { marker: '', count: 1 }, { marker: 'n/a', count: 2 }]))
    expect(view.findings).toContainEqual({ code: 'markerNotInForce', severity: 'note', value: 'n/a', count: 2 })
  })

  test('follows the person, markers that look like numbers included', async () => {
    const { view } = await read(lines('a,b', ['-999,1', '5,2', 'NA,3']), { missingMarkers: ['-999', 'NA'] })
    expect(view.columns[0]).toMatchObject({ type: 'number', missing: 2, present: 1 })
    expect(view.reading.decidedByPerson).toEqual(['missingMarkers'])
    expect(view.firstRows.cells[0]).toEqual([null, '1'])
  })
})

describe('rows', () => {
  test('reports ragged rows with their lines, and does not change the delimiter for them', async () => {
    const { view } = await read('a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,\n')
    expect(view.reading.delimiter).toBe(',')
    expect(view.rows).toBe(4)
    expect(view.firstRows.cells[0]).toEqual(['1', '2', null])
    expect(view.findings).toContainEqual(expect.objectContaining({ code: 'rowsShort', count: 1, lines: [2] }))
    expect(view.findings).toContainEqual(expect.objectContaining({ code: 'rowsLong', count: 1, lines: [4], value: '4' }))
  })

  test('keeps all rows behind a quote that never closes, and names its line', async () => {
    const { view } = await read(`a,b\n1,2\n"3,4\n${times(50, () => '5,6').join('\n')}\n`)
    expect(view.rows).toBe(52)
    expect(view.findings).toContainEqual(expect.objectContaining({ code: 'unclosedQuote', line: 3, count: 1 }))
  })

  test.each(['\n', '\r\n', '\r'])('reads the same rows with line end %j, with and without the last one', async (end) => {
    for (const last of ['', end]) expect((await read(['a,b', '1,2', '3,4'].join(end) + last)).view.rows).toBe(2)
  })

  test('does not count empty lines as rows, but says how many there are', async () => {
    const { view } = await read('a,b\n\n1,2\n\n3,4\n')
    expect(view.rows).toBe(2)
    expect(view.findings).toContainEqual({ code: 'blankLines', severity: 'note', count: 2 })
  })

  test('keeps a NUL in a cell and says where', async () => {
    const { view } = await read('a,b\n1,x\0y\n2,z\n')
    expect(view.firstRows.cells[0]).toEqual(['1', 'x\0y'])
    expect(view.findings).toContainEqual(expect.objectContaining({ code: 'nulCharacters', line: 2, count: 1 }))
  })
})

describe('header', () => {
  test('makes every name an ordinary, distinct one', async () => {
    const { view } = await read('__proto__,constructor,a,a,,"<img src=x onerror=alert(1)>",a (2)\n1,2,3,4,5,6,7\n')
    expect(view.columns.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'a', 'a (3)', 'column 5', '<img src=x onerror=alert(1)>', 'a (2)'])
  })

  test.each([
    ['5.1,3.5,setosa\n4.9,3.0,setosa\n', false],
    ['a,b,c\n1,2,x\n', true],
    ['name,city\nAnna,Rome\nBert,Oslo\n', true],
    ['red,small\nblue,large\nred,large\n', false],
    ['country,2019,2020,2021\nFR,1,2,3\n', true],
  ])('guesses for %j: %s', async (text, header) => {
    expect((await read(text)).view.reading.headerRows).toBe(header ? 1 : 0)
  })

  test('names columns by number where there is none', async () => {
    const { view } = await read('1,2\n3,4\n')
    expect([view.rows, ...view.columns.map(({ name }) => name)]).toEqual([2, 'column 1', 'column 2'])
  })
})

describe('delimiter', () => {
  test.each([
    [',', 'a,b\n1,2\n'],
    [';', 'a;b\n1,5;2,5\n3,5;4,5\n'],
    [';', '1,5;2,5;3,5\n1,5;2,5;3,5\n'],
    ['\t', 'a\tb\n1,2\t3\n'],
    ['|', 'a|b\n1|2\n'],
    [';', 'sep=;\na;b\n1;2\n'],
    [',', 'remark\nhello, world\nfine\ngood\n'],
  ])('is %j for %j', async (delimiter, text) => {
    expect((await read(text)).view.reading.delimiter).toBe(delimiter)
  })

  test('is the same for a small and a large file of the same content', async () => {
    const row = 'x;1,5;"a;b"\n'
    for (const rows of [5, 50_000]) expect((await read(`k;v;t\n${row.repeat(rows)}`)).view).toMatchObject({ rows, reading: { delimiter: ';', headerRows: 1 } })
  })
})

describe('encodings', () => {
  const wide = (text: string, big: boolean): Uint8Array => {
    const bytes = Buffer.from(text, 'utf16le')
    return big ? bytes.swap16() : bytes
  }
  const chinese = 'name,值\n张三,1\n李四,2\n'
  // iconv -t gb18030: 姓名,城市 / 张三,北京 / 李四,上海
  const gbk = Buffer.from('d0d5c3fb2cb3c7cad00ad5c5c8fd2cb1b1beA90ac0eecbc42cc9cfbaa30a'.toLowerCase(), 'hex')

  test('removes a byte order mark at the start and hashes the bytes as they are', async () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8(chinese)])
    const { view } = await read(bytes)
    expect(view.columns[0]?.name).toBe('name')
    expect(view.reading).toMatchObject({ encoding: 'utf-8', byteOrderMark: true })
    expect(view.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test.each([
    ['utf-16le', wide(`\ufeff${chinese}`, false)],
    ['utf-16be', wide(`\ufeff${chinese}`, true)],
    ['utf-16le', wide(chinese, false)],
    ['utf-16be', wide(chinese, true)],
  ])('reads %s', async (encoding, bytes) => {
    const { view } = await read(bytes)
    expect(view.reading.encoding).toBe(encoding)
    expect(view.firstRows.cells).toEqual([['张三', '1'], ['李四', '2']])
  })

  test('reads GBK, says that it is a guess, and is overruled by the person', async () => {
    const { view } = await read(gbk)
    expect(view.reading.encoding).toBe('gb18030')
    expect(view.firstRows.cells).toEqual([['张三', '北京'], ['李四', '上海']])
    expect(view.findings).toContainEqual({ code: 'encodingGuessed', severity: 'attention', value: 'gb18030' })
    const forced = await read(gbk, { encoding: 'windows-1252' })
    expect(forced.view.reading).toMatchObject({ encoding: 'windows-1252', decidedByPerson: ['encoding'] })
  })

  test('reads Latin-1 with its euro sign', async () => {
    const { view } = await read(Buffer.from('name,price\nJos\xe9 Mu\xf1oz,\x805\nFran\xe7ois,\x806\n', 'latin1'))
    expect(view.reading.encoding).toBe('windows-1252')
    expect(view.firstRows.cells).toEqual([['José Muñoz', '€5'], ['François', '€6']])
  })

  test('reads GBK that begins far behind a sample of plain ASCII', async () => {
    const ascii = Buffer.from(`a,b\n${'1,x\n'.repeat(300_000)}`)
    const { view } = await read(Buffer.concat([ascii, Buffer.from('322cd5c5c8fd0a', 'hex'), ascii.subarray(4)]))
    expect(view.reading.encoding).toBe('gb18030')
    expect(view.columns[1]?.top[1]).toEqual({ value: '张三', count: 1 })
  })

  test('counts one bad byte in a UTF-8 file and names its line', async () => {
    const good = '张三,1\n'.repeat(20)
    const { view } = await read(Buffer.concat([utf8(`name,x\n${good}`), Buffer.from([0x61, 0xff, 0x2c, 0x31, 0x0a]), utf8(good)]))
    expect(view.reading.encoding).toBe('utf-8')
    expect(view.findings).toContainEqual({ code: 'replacedBytes', severity: 'attention', count: 1, line: 22, lines: [22] })
    expect(view.firstRows.cells[20]).toEqual(['a\ufffd', '1'])
  })
})

describe('files that are no tables', () => {
  test.each([
    ['file.empty', ''],
    ['file.empty', '\ufeff'],
    ['file.empty', '\n\n\n'],
    ['file.headerOnly', 'a,b,c\n'],
    ['file.binary', 'PK\u0003\u0004rest of a zip'],
    ['file.binary', '\u0000\u0001\u0002\u0000\u0000\u0005'.repeat(100)],
    ['file.binary', '%PDF-1.7 and so on'],
  ])('are refused with %s', async (code, text) => {
    await expect(read(text)).rejects.toMatchObject({ code })
  })

  test('an endless line is refused with its limit and line', async () => {
    const bytes = Buffer.concat([utf8('a,b\n1,2\n'), Buffer.alloc(40_000_000, 0x78)])
    await expect(read(bytes)).rejects.toMatchObject({ code: 'file.limit', details: { line: 3, limit: 'record' } })
  })

  test('a million columns are refused at the limit for columns', async () => {
    const header = times(1_000_000, (index) => `c${index}`).join(',')
    await expect(read(`${header}\n1,2\n`)).rejects.toMatchObject({ code: 'file.limit', details: { line: 1, limit: 'columns', file: 'file.csv' } })
  })

  test('one value is a table', async () => {
    expect((await read('7')).view).toMatchObject({ rows: 1, columns: [{ type: 'number', constant: true }] })
  })
})

test('reads the same table and pages for every size of blocks', { timeout: 60_000 }, async () => {
  const cell = fc.constantFrom('1', '2.5', 'x', '"q,""r"""', '"two\nlines"', 'NA', '', '张', '"open', '007', '2024-01-02', 'é\u{1f600}')
  const file = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }).map((rows) => `a,b,c\n${rows.map((row) => row.join(',')).join('\r\n')}`)
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 40 }), fc.constantFrom<BufferEncoding>('utf8', 'utf16le'), async (text, blockBytes, encoding) => {
      const bytes = Buffer.from(`\ufeff${text}`, encoding)
      const outcome = async (size?: number): Promise<unknown> => {
        const result = await read(bytes, {}, size).catch((problem: unknown) => ({ problem }))
        if ('problem' in result) return result.problem
        const page = await new RowPages(memorySource(bytes), result.marks).page(0, 1000)
        return { view: result.view, columns: result.columns, page: page.cells }
      }
      expect(await outcome(blockBytes)).toEqual(await outcome())
    }),
    { numRuns: 300, seed: 7 },
  )
})

test('pages anywhere in a large file show the rows as the file wrote them', async () => {
  const rows = times(5000, (row) => `${row},"line\nbreak ${row}",${row % 7 === 0 ? '' : '1.50'}`)
  const { marks } = await read(lines('a,b,c', rows), {}, 4096)
  const pages = new RowPages(memorySource(utf8(lines('a,b,c', rows))), marks)
  for (const from of [0, 255, 256, 3333, 4999]) {
    const [first] = (await pages.page(from, 3)).cells
    expect(first).toEqual([String(from), `line\nbreak ${from}`, from % 7 === 0 ? null : '1.50'])
  }
  expect((await pages.page(4998, 10)).cells).toHaveLength(2)
  expect((await pages.page(6000, 10)).cells).toEqual([])
})

test('never crashes, hangs or loses rows silently on mutated bytes', { timeout: 60_000 }, async () => {
  const original = utf8(`id,名称,v,d\n${times(30, (row) => `${row},"项目 ""${row}""",${row / 4},2024-01-${String((row % 28) + 1).padStart(2, '0')}`).join('\r\n')}\n`)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = original.slice()
      for (const [at, byte] of changes) bytes[at] = byte
      const result = await read(bytes).catch((problem: unknown) => ({ problem }))
      if ('problem' in result) return expect(result.problem).toHaveProperty('code', expect.stringMatching(/^file\./))
      for (const summary of result.view.columns) expect(summary.present + summary.missing).toBe(result.view.rows)
    }),
    { numRuns: 300, seed: 11 },
  )
})
