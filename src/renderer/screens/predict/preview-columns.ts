/** Which columns of a predicted file the preview shows: the file's own as far as they can be looked through, then the answer. Pure. */
import type { FilePrediction } from '#contract/prediction.ts'

export interface PreviewColumn {
  index: number
  name: string
  /** Numbers stand to the right, with the slips among them. */
  right: boolean
  /** The answer and how sure it is stay in view. */
  answer: boolean
  width: number
}

const mostColumns = 60
const [narrowest, widest] = [64, 240]
const characterWidth = 8.3
const padding = 26

export function previewColumns({ matched, extra, preview }: Pick<FilePrediction, 'matched' | 'extra' | 'preview'>): { columns: PreviewColumn[]; hidden: number } {
  const { header, cells } = preview
  const own = matched.filter(({ found }) => found).length + extra.length
  const shown = [...header.slice(0, Math.min(own, mostColumns)).keys(), ...header.keys()].filter((index, at) => at < Math.min(own, mostColumns) || index >= own)
  const columns = shown.map((index) => {
    const name = header[index] ?? ''
    const texts = cells.map((row) => row[index] ?? '').filter((text) => text !== '')
    const longest = Math.max(widthOf(name), ...texts.map(widthOf))
    return {
      index,
      name,
      right: texts.filter((text) => amount.test(text)).length * 2 > texts.length,
      answer: index >= own,
      width: Math.round(Math.min(widest, Math.max(narrowest, longest * characterWidth + padding))),
    }
  })
  return { columns, hidden: Math.max(0, own - mostColumns) }
}

/** A number that counts something; a code that begins with zeros is none. */
const amount = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
const wide = /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g

/** Characters; Han and full-width ones are wider. No column is wide enough for sixty. */
function widthOf(text: string): number {
  const start = text.slice(0, 60)
  return start.length + 0.7 * (start.match(wide)?.length ?? 0)
}
