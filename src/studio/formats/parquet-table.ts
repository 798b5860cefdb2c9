/** Parquet as text, one row group after the other. What the file claims of itself is checked before it is believed. */
import { closeSync, openSync, readSync } from 'node:fs'
import path from 'node:path'
import { parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet'
import type { AsyncBuffer, Compressors, FileMetaData, ParquetParsers, SchemaElement } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { StudioError } from '#contract/errors.ts'
import { bigEndianInteger, bytesText, dateOfDays, decimalText, clockText, numberText, singleText, timestampText, type TimeUnit } from './cell-texts.ts'
import { nestedFindings, writtenTable, type Conversion, type ConversionJob, type OnProgress } from './conversion.ts'
import { createCsvTable, type Cell } from './csv-table.ts'
import { formatLimits } from './format-limits.ts'

/** Throws `file.format`, `file.tooLarge`, `file.headerOnly`. */
export async function convertParquet(job: ConversionJob, totalBytes: number, onProgress: OnProgress): Promise<Conversion> {
  const { fileName } = job
  const handle = openSync(job.path, 'r')
  const file: AsyncBuffer = {
    byteLength: totalBytes,
    slice(start, end = totalBytes) {
      if (start < 0 || end > totalBytes || end < start) throw damaged(fileName)
      const bytes = new Uint8Array(end - start)
      for (let at = 0; at < bytes.length; ) {
        const read = readSync(handle, bytes, at, bytes.length - at, start + at)
        if (read === 0) throw damaged(fileName)
        at += read
      }
      return bytes.buffer
    },
  }
  try {
    return await convert(job, file, onProgress)
  } catch (error) {
    if (error instanceof StudioError || (error instanceof Error && 'syscall' in error)) throw error
    throw new StudioError('file.format', { file: fileName, problem: 'damaged', value: error instanceof Error ? error.message : String(error) })
  } finally {
    closeSync(handle)
  }
}

async function convert(job: ConversionJob, file: AsyncBuffer, onProgress: OnProgress): Promise<Conversion> {
  const { fileName } = job
  const metadata = await parquetMetadataAsync(file, { geoparquet: false })
  checkClaims(metadata, file.byteLength, fileName)
  const { children } = parquetSchema(metadata)
  // Of a list inside a column, no cell can be made.
  const nested = children.filter((child) => child.children.length > 0 || child.element.repetition_type === 'REPEATED').map(({ element }) => element.name)
  const columns = children.filter(({ element }) => !nested.includes(element.name)).map(({ element }) => ({ name: element.name, text: textOf(element) }))
  if (columns.length === 0) throw new StudioError('file.format', { file: fileName, problem: nested.length > 0 ? 'nested' : 'noColumns', ...(nested[0] === undefined ? {} : { column: nested[0] }) })
  for (const { element } of children) forgetConversion(element)
  const scan = await parquetScan({ file, metadata, columns: columns.map(({ name }) => name), compressors: checkedCompressors(fileName), utf8: false, parsers, geoparquet: false })
  const target = path.join(job.scratch, 'table.csv')
  const table = createCsvTable(target, fileName, columns.length)
  try {
    table.row(columns.map(({ name }) => name))
    for (const { rowStart, rowEnd } of scan.ranges) {
      const values: ArrayLike<unknown>[] = []
      for (const { name } of columns) values.push(await scan.readColumn({ column: name, rowStart, rowEnd }))
      if (values.some(({ length }) => length !== rowEnd - rowStart)) throw damaged(fileName)
      for (let row = 0; row < rowEnd - rowStart; row++) table.row(columns.map(({ text }, at) => text(values[at]?.[row])))
      onProgress({ bytes: Math.floor((file.byteLength * rowEnd) / Math.max(1, Number(metadata.num_rows))), totalBytes: file.byteLength, rows: rowEnd })
    }
  } finally {
    table.close()
  }
  return {
    path: target,
    source: { format: 'parquet', packing: null, parts: [], range: null },
    reading: writtenTable,
    findings: nestedFindings(nested),
  }
}

/** A few hundred bytes can claim billions of rows and gigabytes of pages. */
function checkClaims(metadata: FileMetaData, bytes: number, fileName: string): void {
  const over = (limit: string, count: number): StudioError => new StudioError('file.tooLarge', { file: fileName, limit, count })
  const rows = Number(metadata.num_rows)
  const columns = metadata.row_groups[0]?.columns.length ?? 0
  if (rows > formatLimits.rows) throw over('rows', formatLimits.rows)
  if (columns > formatLimits.columns) throw over('columns', formatLimits.columns)
  if (rows * columns > formatLimits.cells) throw over('cells', formatLimits.cells)
  let ofGroups = 0
  let unpacked = 0
  for (const group of metadata.row_groups) {
    const groupRows = Number(group.num_rows)
    ofGroups += groupRows
    let groupBytes = 0
    for (const { meta_data: chunk } of group.columns) {
      if (chunk === undefined || Number(chunk.total_compressed_size) > bytes || Number(chunk.num_values) < 0) throw damaged(fileName)
      groupBytes += Number(chunk.total_uncompressed_size)
    }
    unpacked += groupBytes
    if (groupRows < 0) throw damaged(fileName)
    if (groupBytes > formatLimits.groupBytes) throw over('memory', formatLimits.groupBytes)
  }
  if (ofGroups !== rows) throw damaged(fileName)
  if (unpacked > formatLimits.unpackedBytes) throw over('unpacked', formatLimits.unpackedBytes)
  if (unpacked > formatLimits.ratioFrom && unpacked > bytes * formatLimits.ratio) throw over('ratio', formatLimits.ratio)
}

/** Each refuses to make room for more than a page may hold. */
function checkedCompressors(fileName: string): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, decompress]) => [
      codec,
      (input: Uint8Array, outputLength: number) => {
        if (outputLength < 0 || outputLength > formatLimits.pageBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'memory', count: formatLimits.pageBytes })
        return decompress(input, outputLength)
      },
    ]),
  )
}

const parsers: Partial<ParquetParsers> = {
  timestampFromNanoseconds: (value) => timestampText(value, 'nanosecond'),
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && bytesText(bytes),
  uuidFromBytes: (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && bytesText(bytes),
}

/** The library turns decimals and times into doubles and milliseconds: it is left to give what is stored, and the text is made here. */
function forgetConversion(element: SchemaElement): void {
  const { type, converted_type: converted, logical_type: logical } = element
  if (type === 'BYTE_ARRAY' && converted !== 'DECIMAL' && logical?.type !== 'DECIMAL') return
  if (logical?.type === 'UUID' || logical?.type === 'FLOAT16' || converted === 'INTERVAL') return
  if (converted?.startsWith('UINT') || (logical?.type === 'INTEGER' && !logical.isSigned)) return
  delete element.converted_type
  delete element.logical_type
}

/** How a value of this column is written. `element` as the file has it. */
function textOf({ type, converted_type: converted, logical_type: logical, scale = 0 }: SchemaElement): (value: unknown) => Cell {
  const whole = (value: unknown): bigint => (value instanceof Uint8Array ? bigEndianInteger(value) : typeof value === 'bigint' ? value : BigInt(Number(value)))
  const orMissing = (text: (value: unknown) => Cell) => (value: unknown) => (value === null || value === undefined ? null : text(value))
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') {
    const digits = logical?.type === 'DECIMAL' ? logical.scale : scale
    return orMissing((value) => decimalText(whole(value), digits))
  }
  if (logical?.type === 'DATE' || converted === 'DATE') return orMissing((value) => dateOfDays(Number(value)))
  if (logical?.type === 'TIMESTAMP') return orMissing((value) => timestampText(whole(value), unitOf(logical.unit)))
  if (logical?.type === 'TIME') return orMissing((value) => clockText(whole(value), unitOf(logical.unit)))
  if (converted === 'TIMESTAMP_MILLIS') return orMissing((value) => timestampText(whole(value), 'millisecond'))
  if (converted === 'TIMESTAMP_MICROS') return orMissing((value) => timestampText(whole(value), 'microsecond'))
  if (converted === 'TIME_MILLIS') return orMissing((value) => clockText(whole(value), 'millisecond'))
  if (converted === 'TIME_MICROS') return orMissing((value) => clockText(whole(value), 'microsecond'))
  if (type === 'FLOAT' || logical?.type === 'FLOAT16') return orMissing((value) => singleText(Number(value)))
  return orMissing(plainText)
}

function plainText(value: unknown): Cell {
  switch (typeof value) {
    case 'number':
      return numberText(value)
    case 'bigint':
    case 'boolean':
      return String(value)
    case 'string':
      return value
    default:
      return value instanceof Uint8Array ? bytesText(value) : JSON.stringify(value)
  }
}

function unitOf(unit: string): TimeUnit {
  return unit.startsWith('NANO') ? 'nanosecond' : unit.startsWith('MICRO') ? 'microsecond' : 'millisecond'
}

function damaged(fileName: string): StudioError {
  return new StudioError('file.format', { file: fileName, problem: 'damaged' })
}
