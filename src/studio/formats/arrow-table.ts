/** Arrow files and streams, which Feather files are, as text. Read as a whole, its buffers as they are asked for. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CompressionType, TimeUnit as ArrowUnit, Type, setCompressionCodec, tableFromIPC } from '@uwdata/flechette'
import type { DataType } from '@uwdata/flechette'
import { decompress as decompressZstd } from 'fzstd'
import { StudioError } from '#contract/errors.ts'
import { bytesText, clockText, dateOfDays, decimalText, numberText, singleText, timestampText, type TimeUnit } from './cell-texts.ts'
import { nestedFindings, writtenTable, type Conversion, type ConversionJob, type OnProgress } from './conversion.ts'
import { createCsvTable, type Cell } from './csv-table.ts'
import { formatLimits } from './format-limits.ts'
import { decompressLz4Frame } from './lz4-frame.ts'

/** Throws `file.format`, `file.tooLarge`. */
export function convertArrow(job: ConversionJob, totalBytes: number, onProgress: OnProgress): Conversion {
  const { fileName } = job
  if (totalBytes > formatLimits.wholeBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'memory', count: formatLimits.wholeBytes })
  unpackWithin(fileName, totalBytes)
  try {
    return convert(job, readFileSync(job.path), onProgress)
  } catch (error) {
    if (error instanceof StudioError || (error instanceof Error && 'syscall' in error)) throw error
    throw new StudioError('file.format', { file: fileName, problem: 'damaged', value: error instanceof Error ? error.message : String(error) })
  }
}

function convert(job: ConversionJob, bytes: Uint8Array, onProgress: OnProgress): Conversion {
  const { fileName } = job
  const source = tableFromIPC(bytes, { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true })
  const fields = source.schema.fields.map(({ name, type }, at) => ({ name, at, text: textOf(type) }))
  const nested = fields.filter(({ text }) => text === null).map(({ name }) => name)
  const columns = fields.flatMap(({ name, at, text }) => (text === null ? [] : [{ name, text, values: source.getChildAt(at) }]))
  if (columns.length === 0) throw new StudioError('file.format', { file: fileName, problem: nested.length > 0 ? 'nested' : 'noColumns', ...(nested[0] === undefined ? {} : { column: nested[0] }) })
  const { numRows } = source
  if (numRows > formatLimits.rows) throw new StudioError('file.tooLarge', { file: fileName, limit: 'rows', count: formatLimits.rows })
  const target = path.join(job.scratch, 'table.csv')
  const table = createCsvTable(target, fileName, columns.length, (rows) => onProgress({ bytes: Math.floor((bytes.length * rows) / (numRows + 1)), totalBytes: bytes.length, rows }))
  try {
    table.row(columns.map(({ name }) => name))
    for (let row = 0; row < numRows; row++) table.row(columns.map(({ values, text }) => text(values.at(row))))
  } finally {
    table.close()
  }
  return {
    path: target,
    source: { format: 'arrow', packing: null, parts: [], range: null },
    reading: writtenTable,
    findings: nestedFindings(nested),
  }
}

/** The codecs are the library's, one for all files; each file gets its own limits. */
function unpackWithin(fileName: string, totalBytes: number): void {
  let unpacked = 0
  const checked = (decode: (bytes: Uint8Array, length: number) => Uint8Array) => ({
    decode(bytes: Uint8Array, length: number) {
      unpacked += length
      const limit = length < 0 || length > formatLimits.pageBytes * 2 || unpacked > formatLimits.groupBytes ? 'memory' : unpacked > formatLimits.ratioFrom && unpacked > totalBytes * formatLimits.ratio ? 'ratio' : null
      if (limit !== null) throw new StudioError('file.tooLarge', { file: fileName, limit, count: limit === 'ratio' ? formatLimits.ratio : formatLimits.groupBytes })
      return decode(bytes, length)
    },
    encode: (bytes: Uint8Array) => bytes,
  })
  setCompressionCodec(CompressionType.LZ4_FRAME, checked(decompressLz4Frame))
  setCompressionCodec(CompressionType.ZSTD, checked((bytes, length) => decompressZstd(bytes, new Uint8Array(length))))
}

const timeUnits: Record<number, TimeUnit> = { [ArrowUnit.SECOND]: 'second', [ArrowUnit.MILLISECOND]: 'millisecond', [ArrowUnit.MICROSECOND]: 'microsecond', [ArrowUnit.NANOSECOND]: 'nanosecond' }

/** How a value of this type is written; null: no cell can be made of it. */
function textOf(type: DataType): ((value: unknown) => Cell) | null {
  const orMissing = (text: (value: unknown) => Cell) => (value: unknown) => (value === null || value === undefined ? null : text(value))
  switch (type.typeId) {
    case Type.List:
    case Type.LargeList:
    case Type.ListView:
    case Type.LargeListView:
    case Type.FixedSizeList:
    case Type.Struct:
    case Type.Map:
    case Type.Union:
    case Type.Interval:
    case Type.RunEndEncoded:
      return null
    case Type.Dictionary:
      return textOf(type.dictionary)
    case Type.Float:
      return orMissing((value) => (type.precision === 2 ? numberText(Number(value)) : singleText(Number(value))))
    case Type.Decimal:
      return orMissing((value) => decimalText(BigInt(String(value)), type.scale))
    case Type.Date:
      return orMissing((value) => dateOfDays(Math.floor(Number(value) / 86_400_000)))
    case Type.Timestamp:
      return orMissing((value) => timestampText(BigInt(String(value)), timeUnits[type.unit] ?? 'millisecond'))
    case Type.Time:
      return orMissing((value) => clockText(BigInt(String(value)), timeUnits[type.unit] ?? 'millisecond'))
    default:
      return orMissing((value) => (value instanceof Uint8Array ? bytesText(value) : typeof value === 'number' ? numberText(value) : String(value)))
  }
}
