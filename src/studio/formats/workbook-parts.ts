/** What an .xlsx says of itself before its cells: sheets, shared texts, formats, calendar. ECMA-376, 18.2 to 18.8. */
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import { formatLimits } from './format-limits.ts'
import { builtInKind, kindOfCode, type NumberKind } from './number-formats.ts'
import type { WorkbookFacts } from './sheet-cells.ts'
import { readXml, type XmlHandlers } from './xml-elements.ts'
import type { ZipMembers } from './zip-members.ts'

export interface WorkbookParts extends WorkbookFacts {
  /** Visible sheets by name, in order; where their cells stand in the zip. */
  sheets: ReadonlyMap<string, string>
}

const workbookPart = 'xl/workbook.xml'

/** What kind of office file a zip is; null: some other zip. */
export function officeKind({ members }: ZipMembers): 'workbook' | 'binaryWorkbook' | 'openDocument' | 'document' | null {
  if (members.has('xl/workbook.bin')) return 'binaryWorkbook'
  if (members.has('mimetype') && members.has('content.xml')) return 'openDocument'
  if (members.has('[Content_Types].xml')) return members.has(workbookPart) || [...members.keys()].some((name) => /^xl\/workbook\d*\.xml$/.test(name)) ? 'workbook' : 'document'
  return null
}

/** Throws what reading the zip throws, and Error where the XML is none. */
export async function readWorkbookParts(zip: ZipMembers, fileName: string): Promise<WorkbookParts> {
  const main = zip.members.has(workbookPart) ? workbookPart : ([...zip.members.keys()].find((name) => /^xl\/workbook\d*\.xml$/.test(name)) ?? workbookPart)
  const targets = new Map<string, { target: string; type: string }>()
  await readPart(zip, `${path.posix.dirname(main)}/_rels/${path.posix.basename(main)}.rels`, {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const target = attributes['Target'] ?? ''
      const resolved = target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(main), target)
      targets.set(attributes['Id'] ?? '', { target: resolved, type: (attributes['Type'] ?? '').split('/').at(-1) ?? '' })
    },
  })
  const sheets = new Map<string, string>()
  let from1904 = false
  await readPart(zip, main, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true'
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const relation = targets.get(id)
      // A sheet that is one chart has no cells.
      if (relation?.type === 'worksheet' && zip.members.has(relation.target)) sheets.set(attributes['name'] ?? relation.target, relation.target)
    },
  })
  const partOfType = (type: string, usual: string): string => [...targets.values()].find((relation) => relation.type === type)?.target ?? usual
  return {
    sheets,
    from1904,
    strings: await readStrings(zip, partOfType('sharedStrings', 'xl/sharedStrings.xml'), fileName),
    kinds: await readKinds(zip, partOfType('styles', 'xl/styles.xml')),
  }
}

async function readStrings(zip: ZipMembers, part: string, fileName: string): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let reading = false
  let phonetic = 0
  let length = 0
  await readPart(zip, part, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't') reading = phonetic === 0
    },
    text(piece) {
      if (reading) text += piece
    },
    close(name) {
      if (name === 't') reading = false
      else if (name === 'rPh') phonetic--
      else if (name === 'si') {
        length += text.length * 2
        if (length > formatLimits.stringBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'memory', count: formatLimits.stringBytes })
        strings.push(text)
      }
    },
  })
  return strings
}

async function readKinds(zip: ZipMembers, part: string): Promise<NumberKind[]> {
  const codes = new Map<number, NumberKind>()
  const kinds: NumberKind[] = []
  let inCells = false
  await readPart(zip, part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), kindOfCode(attributes['formatCode'] ?? ''))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const format = Number(attributes['numFmtId'] ?? 0)
        kinds.push(codes.get(format) ?? builtInKind(format))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return kinds
}

/** Nothing where the zip has no such part. */
async function readPart(zip: ZipMembers, part: string, handlers: XmlHandlers): Promise<void> {
  const member = zip.members.get(part)
  if (member !== undefined) await readXml(member.chunks(), handlers)
}
