/** A JSON file cut into its records while it is read: the items of one list, or values one after the other (JSON lines). */
import { closeSync, openSync, readSync } from 'node:fs'
import { StudioError } from '#contract/errors.ts'
import { formatLimits } from './format-limits.ts'

export interface JsonRecord {
  text: string
  /** On which it begins, from 1. */
  line: number
}

export interface JsonLayout {
  /** Whether the records stand in one list. */
  list: boolean
  /** Whether the file ends inside a record or before the list is closed. */
  cutOff: boolean
  bytesRead: number
}

const [quote, backslash, lineFeed, comma, openList, closeList, openObject, closeObject] = ['"', '\\', '\n', ',', '[', ']', '{', '}'].map((sign) => sign.charCodeAt(0))

/**
 * Where each record stands on a line of its own, one that is not closed on its line ends there, and is given as it is: those behind it are
 * records again. `layout` is true to the file when the last record was given. Throws `file.tooLarge`; what is no JSON is given as it is.
 */
export function* jsonRecords(path: string, fileName: string, layout: JsonLayout): Generator<JsonRecord, void> {
  const file = openSync(path, 'r')
  let buffer = Buffer.alloc(1 << 20)
  let filled = 0
  let at = 0
  let start = -1
  let depth = 0
  let line = 1
  let startLine = 1
  let inString = false
  let escaped = false
  let opened = false
  let closed = false
  // Of the first record: what one that a broken one has run into begins with. Told only where each stands on a line of its own.
  let firstByte = -1
  let ofOneLine = true
  let afterLineEnd = false
  try {
    for (;;) {
      if (filled === buffer.length) {
        const from = start === -1 ? at : start
        if (from === 0) {
          if (buffer.length > formatLimits.recordBytes * (layout.list || !opened ? 64 : 1)) throw new StudioError('file.tooLarge', { file: fileName, line: startLine, limit: 'record', count: formatLimits.recordBytes })
          buffer = Buffer.concat([buffer, Buffer.alloc(buffer.length)])
        } else {
          buffer.copyWithin(0, from, filled)
          filled -= from
          at -= from
          if (start !== -1) start = 0
        }
      }
      const read = readSync(file, buffer, filled, buffer.length - filled, null)
      layout.bytesRead += read
      filled += read
      if (read === 0) break
      for (; at < filled; at++) {
        const byte = buffer[at] as number
        if (start !== -1 && startLine < line && ofOneLine && !layout.list && firstByte !== -1 && (inString || (afterLineEnd && byte === firstByte))) {
          yield { text: buffer.toString('utf8', start, at), line: startLine }
          start = -1
          depth = 0
          inString = escaped = false
        }
        afterLineEnd = byte === lineFeed
        if (byte === lineFeed) line++
        if (inString) {
          if (escaped) escaped = false
          else if (byte === backslash) escaped = true
          else if (byte === quote) inString = false
          continue
        }
        const blank = byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf
        if (start === -1) {
          if (blank) continue
          if (!opened) {
            opened = true
            if (byte === openList) {
              layout.list = true
              continue
            }
          }
          if (layout.list && depth === 0 && (byte === comma || byte === closeList)) {
            closed ||= byte === closeList
            continue
          }
          start = at
          startLine = line
        }
        if (byte === quote) inString = true
        else if (byte === openList || byte === openObject) depth++
        else if ((byte === closeList || byte === closeObject) && depth > 0) depth--
        else if (depth === 0 && (layout.list ? byte === comma || byte === closeList : byte === lineFeed)) {
          closed ||= byte === closeList
          yield { text: buffer.toString('utf8', start, at), line: startLine }
          start = -1
          continue
        }
        if (depth === 0 && !inString && (byte === closeList || byte === closeObject)) {
          if (firstByte === -1) firstByte = buffer[start] as number
          ofOneLine &&= startLine === line
          yield { text: buffer.toString('utf8', start, at + 1), line: startLine }
          start = -1
        }
      }
    }
    layout.cutOff = layout.list ? !closed : depth > 0 || inString
    if (start !== -1 && !layout.cutOff) yield { text: buffer.toString('utf8', start, filled), line: startLine }
  } finally {
    closeSync(file)
  }
}
