/** JSON with its numbers as they are written, because a 20-digit id is no double. Otherwise as RFC 8259, except that a line break inside a text is one. */

export class JsonNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | Map<string, JsonValue>

const deepest = 200

/** Throws SyntaxError. */
export function parseJson(text: string): JsonValue {
  let at = 0

  const fail = (): never => {
    throw new SyntaxError(`not JSON at ${at}`)
  }
  const space = /[ \t\r\n]*/y
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  const plainString = /"[^"\\]*"/y
  const anyString = /"(?:[^"\\]|\\.)*"/y
  const skip = (): void => {
    space.lastIndex = at
    space.test(text)
    at = space.lastIndex
  }
  function string(): string {
    plainString.lastIndex = at
    if (plainString.test(text)) {
      const plain = text.slice(at + 1, plainString.lastIndex - 1)
      at = plainString.lastIndex
      return plain
    }
    anyString.lastIndex = at
    if (!anyString.test(text)) return fail()
    const decoded: unknown = JSON.parse(text.slice(at, anyString.lastIndex))
    at = anyString.lastIndex
    return typeof decoded === 'string' ? decoded : fail()
  }
  function word<V>(spelling: string, meaning: V): V {
    if (!text.startsWith(spelling, at)) return fail()
    at += spelling.length
    return meaning
  }
  /** After the opening sign: items between commas up to `end`. */
  function items(end: string, item: () => void): void {
    at++
    skip()
    if (text[at] === end) {
      at++
      return
    }
    for (;;) {
      item()
      skip()
      const sign = text[at++]
      if (sign === end) return
      if (sign !== ',') fail()
      skip()
    }
  }
  function value(depth: number): JsonValue {
    if (depth > deepest) return fail()
    switch (text[at]) {
      case '{': {
        const map = new Map<string, JsonValue>()
        items('}', () => {
          const key = string()
          skip()
          word(':', null)
          skip()
          map.set(key, value(depth + 1))
        })
        return map
      }
      case '[': {
        const list: JsonValue[] = []
        items(']', () => list.push(value(depth + 1)))
        return list
      }
      case '"':
        return string()
      case 't':
        return word('true', true)
      case 'f':
        return word('false', false)
      case 'n':
        return word('null', null)
      // Not JSON, but what Python and R write for a missing number.
      case 'N':
        return word('NaN', null)
      case 'I':
        return new JsonNumber(word('Infinity', 'Infinity'))
      default: {
        if (text.startsWith('-Infinity', at)) return new JsonNumber(word('-Infinity', '-Infinity'))
        number.lastIndex = at
        if (!number.test(text)) return fail()
        const written = text.slice(at, number.lastIndex)
        at = number.lastIndex
        return new JsonNumber(written)
      }
    }
  }
  skip()
  const found = value(0)
  skip()
  return at === text.length ? found : fail()
}

/** As JSON again, for lists that stand in one cell. */
export function jsonText(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`
  return JSON.stringify(value)
}
