/** Any file this program reads to the delimited text it is read as. Table of contents of the formats; runs in a thread of its own. */
import { closeSync, mkdirSync, openSync, readSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import { isEncryptedPackage } from './compound-file.ts'
import { convertArrow } from './arrow-table.ts'
import type { Conversion, ConversionJob, OnProgress } from './conversion.ts'
import { firstLines } from './first-lines.ts'
import { formatLimits } from './format-limits.ts'
import { convertJson } from './json-table.ts'
import { convertParquet } from './parquet-table.ts'
import { recognizedBytes, recognizeFormat } from './recognize-format.ts'
import { convertSqlite } from './sqlite-table.ts'
import { unpackStream } from './unpack-stream.ts'
import { officeKind } from './workbook-parts.ts'
import { convertWorkbook } from './workbook-table.ts'
import { openZipMembers } from './zip-members.ts'
import { convertZip } from './zip-tables.ts'

/** Throws `file.format`, `file.tooLarge`, `file.otherColumns`, `file.empty`, `disk.full`. */
export async function convertFile(job: ConversionJob, onProgress: OnProgress, depth = 0): Promise<Conversion> {
  const { fileName } = job
  const totalBytes = statSync(job.path).size
  const format = recognizeFormat(beginningOf(job.path), fileName)
  const inner = (next: ConversionJob, report: OnProgress): Promise<Conversion> => {
    if (depth >= formatLimits.depth) throw new StudioError('file.format', { file: fileName, problem: 'tooDeep' })
    return convertFile(next, report, depth + 1)
  }
  switch (format) {
    case 'text':
      return textOf(job, totalBytes, onProgress)
    case 'json':
      return convertJson(job, totalBytes, onProgress) ?? textOf(job, totalBytes, onProgress)
    case 'parquet':
      return await convertParquet(job, totalBytes, onProgress)
    case 'arrow':
      return convertArrow(job, totalBytes, onProgress)
    case 'sqlite':
      return await convertSqlite(job, totalBytes, onProgress)
    case 'compound':
      throw new StudioError('file.format', { file: fileName, problem: isEncryptedPackage(job.path) ? 'lockedWorkbook' : 'oldWorkbook' })
    case 'gzip':
    case 'zstd': {
      const scratch = path.join(job.scratch, 'unpacked')
      mkdirSync(scratch)
      const target = path.join(scratch, 'content')
      const { lost } = await unpackStream(format, job.path, target, fileName, totalBytes, onProgress)
      if (lost !== null) cutToLines(target)
      const text = await inner({ ...job, path: target, scratch }, onProgress)
      const findings = lost === null ? text.findings : [{ code: lost, severity: 'attention' as const }, ...text.findings.filter(({ code }) => code !== 'sourceCutOff')]
      return { ...text, source: { ...text.source, packing: format }, findings }
    }
    case 'zip': {
      const zip = await openZipMembers(job.path, fileName, totalBytes)
      try {
        const kind = officeKind(zip)
        // A workbook without its last part is none.
        if (kind !== null && zip.cutOff) throw new StudioError('file.format', { file: fileName, problem: 'cutOff' })
        if (kind === 'workbook') return await convertWorkbook(job, zip, onProgress)
        if (kind !== null) throw new StudioError('file.format', { file: fileName, problem: kind })
        return await convertZip(job, zip, inner, onProgress)
      } finally {
        zip.close()
      }
    }
    default:
      return format satisfies never
  }
}

/** The first bytes, as many as recognizing takes. */
function beginningOf(file: string): Uint8Array {
  const handle = openSync(file, 'r')
  try {
    const head = new Uint8Array(recognizedBytes)
    return head.subarray(0, readSync(handle, head, 0, head.length, 0))
  } finally {
    closeSync(handle)
  }
}

function textOf(job: ConversionJob, totalBytes: number, onProgress: OnProgress): Conversion {
  if (job.chosen.lines !== undefined) return firstLines(job, job.chosen.lines, totalBytes, onProgress)
  const { path: file } = job
  return { path: file, source: { format: 'text', packing: null, parts: [], range: null }, reading: {}, findings: [] }
}

/** Of text that broke off, the last line is half a line. Other formats say themselves what they make of a lost end. */
function cutToLines(file: string): void {
  const { size } = statSync(file)
  const handle = openSync(file, 'r')
  const tail = Buffer.alloc(Math.min(size, 1 << 20))
  try {
    readSync(handle, tail, 0, tail.length, size - tail.length)
  } finally {
    closeSync(handle)
  }
  const at = tail.lastIndexOf(0x0a)
  if (at !== -1) truncateSync(file, size - tail.length + at + 1)
}
