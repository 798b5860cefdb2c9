/** Whether the sheet, table or file that was asked for is the one that was read: a newer file may lack it. */
import { allMembers, type Finding, type SourcePartChoice, type SourceView } from '#contract/dataset.ts'

const codes = { member: 'memberAbsent', sheet: 'sheetAbsent', table: 'tableAbsent' } as const

export function absentParts(asked: SourcePartChoice = {}, source: SourceView | undefined): Finding[] {
  return (['member', 'sheet', 'table'] as const).flatMap((kind): Finding[] => {
    const name = asked[kind]
    // One file is all of them.
    if (name === undefined || name === allMembers || source?.parts.some((part) => part.kind === kind && part.chosen === name)) return []
    return [{ code: codes[kind], severity: 'attention', value: name }]
  })
}
