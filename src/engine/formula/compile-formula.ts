/** A formula on a table's columns: types are checked once, then each row is worked out from the typed arrays. */
import { parseDate } from '#engine/recipe/parse-cell.ts'
import { numberAt } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import { closestName } from './closest-name.ts'
import type { FormulaType } from './formula-functions.ts'
import { comparisons, numericFunctions, textFunctions } from './formula-functions.ts'
import { FormulaMistake } from './formula-mistake.ts'
import type { Formula } from './parse-formula.ts'

/** NaN and null are missing. */
export type Compiled = { type: 'number' | 'date' | 'yesNo'; at: (row: number) => number } | { type: 'text'; at: (row: number) => string | null }

/** @throws FormulaMistake for unknown columns and functions, and for values of a type that does not fit */
export function compileFormula(formula: Formula, columns: readonly Column[]): Compiled {
  switch (formula.kind) {
    case 'number':
      return { type: 'number', at: () => formula.value }
    case 'text':
      return { type: 'text', at: () => formula.value }
    case 'yesNo':
      return { type: 'yesNo', at: () => Number(formula.value) }
    case 'column':
      return ofColumn(formula.name, columns)
    case 'call':
      return ofCall(formula, columns)
    default:
      return formula satisfies never
  }
}

const choosing = ['if', 'coalesce', 'contains']

/** All that may be called by name, for completion. */
export const functionNames: readonly string[] = [...Object.keys(numericFunctions), ...Object.keys(textFunctions), ...choosing].filter((name) => /^[a-z]+\d*$/.test(name))

function ofColumn(name: string, columns: readonly Column[]): Compiled {
  const column = columns.find((own) => own.name === name)
  if (column === undefined) throw new FormulaMistake('formula.unknownColumn', name, closestName(name, columns.map((own) => own.name)) ?? '')
  if (column.kind === 'number') {
    const { values, type } = column
    return { type, at: (row) => numberAt(values, row) }
  }
  const { codes, dictionary } = column
  return { type: 'text', at: (row) => dictionary[codes[row] ?? -1] ?? null }
}

type Call = Extract<Formula, { kind: 'call' }>

function ofCall(call: Call, columns: readonly Column[]): Compiled {
  const { name, parts } = call
  const isKept = (own: Readonly<Record<string, unknown>>): boolean => Object.hasOwn(own, name)
  if (!isKept(numericFunctions) && !isKept(textFunctions) && !isKept(comparisons) && !choosing.includes(name)) {
    throw new FormulaMistake('formula.unknownFunction', name, closestName(name, functionNames) ?? '')
  }
  const compiled = parts.map((part) => compileFormula(part, columns))
  if (isKept(numericFunctions)) return numeric(call, compiled)
  if (isKept(textFunctions)) return ofText(call, compiled)
  if (isKept(comparisons)) return compare(call, compiled)
  switch (name) {
    case 'if':
      return choose(call, compiled)
    case 'coalesce':
      return firstPresent(call, compiled)
    default:
      return contains(call, compiled)
  }
}

function numeric({ name, parts }: Call, compiled: readonly Compiled[]): Compiled {
  const known = numericFunctions[name]
  if (known === undefined) throw new FormulaMistake('formula.unknownFunction', name)
  const { takes, repeats, gives } = known
  if (repeats === true ? parts.length < takes.length : parts.length !== takes.length) throw new FormulaMistake('formula.parts', name, String(takes.length))
  const [first = missingNumber, second = missingNumber, ...others] = compiled.map((own, at) => numbersOf(own, parts[at], takes[Math.min(at, takes.length - 1)] ?? 'number', name))
  const run = known.run.bind(known)
  if (parts.length === 1) return { type: gives, at: (row) => run(first(row)) }
  if (others.length === 0) return { type: gives, at: (row) => run(first(row), second(row)) }
  return { type: gives, at: (row) => run(first(row), second(row), ...others.map((at) => at(row))) }
}

const missingNumber = (): number => NaN

/** A text that is a date counts as one where a date is needed: days(opened, "2024-01-31"). */
function numbersOf(own: Compiled, part: Formula | undefined, type: FormulaType, name: string): (row: number) => number {
  if (own.type !== 'text' && own.type === type) return own.at
  if (type === 'date' && part?.kind === 'text') {
    const days = parseDate(part.value)
    if (!Number.isNaN(days)) return () => days
  }
  throw new FormulaMistake(`formula.needs.${type}`, name.replace('sign ', ''))
}

function ofText({ name, parts }: Call, [own]: readonly Compiled[]): Compiled {
  const known = textFunctions[name]
  if (known === undefined || own === undefined || parts.length !== 1) throw new FormulaMistake('formula.parts', name, '1')
  const { at } = texts(own, name)
  if (known.gives === 'number') {
    return { type: 'number', at: (row) => {
      const text = at(row)
      return text === null ? NaN : known.run(text)
    } }
  }
  return { type: 'text', at: (row) => {
    const text = at(row)
    return text === null ? null : known.run(text)
  } }
}

function texts(own: Compiled, name: string): Extract<Compiled, { type: 'text' }> {
  if (own.type !== 'text') throw new FormulaMistake('formula.needs.text', name)
  return own
}

function compare({ name, parts }: Call, [left, right]: readonly Compiled[]): Compiled {
  const holds = comparisons[name]
  if (holds === undefined || left === undefined || right === undefined) throw new FormulaMistake('formula.parts', name, '2')
  if (left.type === 'text' && right.type === 'text') {
    return { type: 'yesNo', at: (row) => {
      const [a, b] = [left.at(row), right.at(row)]
      return a === null || b === null ? NaN : Number(holds(a < b ? -1 : a > b ? 1 : 0))
    } }
  }
  const type = left.type === 'text' ? right.type : left.type
  if (type === 'text' || (left.type !== 'text' && right.type !== 'text' && left.type !== right.type)) throw new FormulaMistake('formula.compare', name)
  const [a, b] = type === 'date' || (left.type !== 'text' && right.type !== 'text') ? [numbersOf(left, parts[0], type, name), numbersOf(right, parts[1], type, name)] : [null, null]
  if (a === null || b === null) throw new FormulaMistake('formula.compare', name)
  return { type: 'yesNo', at: (row) => {
    const [x, y] = [a(row), b(row)]
    return Number.isNaN(x) || Number.isNaN(y) ? NaN : Number(holds(x - y))
  } }
}

function choose({ name }: Call, compiled: readonly Compiled[]): Compiled {
  const [condition, yes, no] = compiled
  if (condition === undefined || yes === undefined || no === undefined || compiled.length !== 3) throw new FormulaMistake('formula.parts', name, '3')
  if (condition.type !== 'yesNo') throw new FormulaMistake('formula.needs.yesNo', name)
  if (yes.type === 'text' && no.type === 'text') {
    return { type: 'text', at: (row) => {
      const answer = condition.at(row)
      return Number.isNaN(answer) ? null : answer === 1 ? yes.at(row) : no.at(row)
    } }
  }
  if (yes.type === 'text' || no.type === 'text' || yes.type !== no.type) throw new FormulaMistake('formula.sameType', name)
  return { type: yes.type, at: (row) => {
    const answer = condition.at(row)
    return Number.isNaN(answer) ? NaN : answer === 1 ? yes.at(row) : no.at(row)
  } }
}

function firstPresent({ name }: Call, compiled: readonly Compiled[]): Compiled {
  const [first] = compiled
  if (first === undefined) throw new FormulaMistake('formula.parts', name, '1')
  if (first.type === 'text') {
    const own = compiled.map((part) => (part.type === 'text' ? part.at : null)).filter((at) => at !== null)
    if (own.length !== compiled.length) throw new FormulaMistake('formula.sameType', name)
    return { type: 'text', at: (row) => own.reduce<string | null>((found, at) => found ?? at(row), null) }
  }
  const own = compiled.map((part) => (part.type === 'text' || part.type !== first.type ? null : part.at)).filter((at) => at !== null)
  if (own.length !== compiled.length) throw new FormulaMistake('formula.sameType', name)
  return { type: first.type, at: (row) => own.reduce((found, at) => (Number.isFinite(found) ? found : at(row)), NaN) }
}

function contains({ name }: Call, compiled: readonly Compiled[]): Compiled {
  const [text, sought] = compiled
  if (text === undefined || sought === undefined || compiled.length !== 2) throw new FormulaMistake('formula.parts', name, '2')
  const [a, b] = [texts(text, name).at, texts(sought, name).at]
  return { type: 'yesNo', at: (row) => {
    const [whole, part] = [a(row), b(row)]
    return whole === null || part === null ? NaN : Number(whole.includes(part))
  } }
}
