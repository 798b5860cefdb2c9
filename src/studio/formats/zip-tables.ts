/** The tables in a zip: one of its files, or all of them as one table. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { allMembers } from '#contract/dataset.ts'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import { combineTables, type NamedTable } from './combine-tables.ts'
import { partOf, writtenTable, type Conversion, type ConversionJob, type OnProgress } from './conversion.ts'
import { OtherContent, type ZipMember, type ZipMembers } from './zip-members.ts'

/** What a file that may hold a table is called like; a zip of nothing else is offered as it is. */
const tableName = /\.(csv|tsv|tab|txt|dat|data|json|jsonl|ndjson|parquet|pq|feather|arrow|arrows|ipc|xlsx|xlsm|db|db3|sqlite|sqlite3|gz|zst|zip)$/i

const cutOffFinding = { code: 'zipCutOff', severity: 'attention' } as const
const damagedFinding = { code: 'sourceDamaged', severity: 'attention' } as const

/** `convert`: any file that was unpacked. Throws `file.format`, `file.otherColumns` and what the files themselves do. */
export async function convertZip(job: ConversionJob, { members, cutOff }: ZipMembers, convert: (job: ConversionJob, onProgress: OnProgress) => Promise<Conversion>, onProgress: OnProgress): Promise<Conversion> {
  const plain = [...members.values()].filter(({ name, bytes }) => bytes > 0 && !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'))
  const likely = plain.filter(({ name }) => tableName.test(name))
  const offered = likely.length > 0 ? likely : plain
  if (offered.length === 0) throw new StudioError('file.format', { file: job.fileName, problem: 'noTables' })
  const names = offered.map(({ name }) => name)
  const part = partOf('member', names.length > 1 ? [...names, allMembers] : names, job.chosen.member)
  const chosen = offered.filter(({ name }) => part.chosen === allMembers || name === part.chosen)

  const tables: NamedTable[] = []
  for (const [at, member] of chosen.entries()) {
    const scratch = path.join(job.scratch, `member-${at + 1}`)
    mkdirSync(scratch)
    const unpacked = path.join(scratch, 'unpacked')
    const isDamaged = await unpackMember(member, unpacked, job.fileName)
    const text = await convert({ ...job, path: unpacked, fileName: path.posix.basename(member.name), scratch }, onProgress)
    tables.push({ name: member.name, text: isDamaged ? { ...text, findings: [damagedFinding, ...text.findings] } : text })
  }
  const findings = [...(cutOff ? [cutOffFinding] : []), ...tables.flatMap(({ text }) => text.findings)]
  const [only] = tables
  if (tables.length === 1 && only !== undefined) return { ...only.text, findings, source: { ...only.text.source, packing: 'zip', parts: [part, ...only.text.source.parts] } }
  const target = path.join(job.scratch, 'table.csv')
  const fileColumn = await combineTables(tables, target, job.fileName, onProgress)
  return { path: target, source: { format: 'text', packing: 'zip', parts: [part], range: null, fileColumn }, reading: writtenTable, findings }
}

/** Whether what came out is not what was packed. */
async function unpackMember(member: ZipMember, target: string, fileName: string): Promise<boolean> {
  const file = openSync(target, 'wx')
  try {
    for await (const chunk of member.chunks()) for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at)
    return false
  } catch (error) {
    if (error instanceof OtherContent) return true
    throw asDiskError(error, fileName)
  } finally {
    closeSync(file)
  }
}
