/** What is wrong with a formula and which part of its text. Words: contract/wording/formula-mistakes.ts. */
import type { FormulaProblem } from '#contract/wording/formula-mistakes.ts'

export class FormulaMistake extends Error {
  readonly problem: FormulaProblem
  /** The part of the text that is wrong, or the place from 1. */
  readonly value: string
  /** What would be right; '' where the problem says it. */
  readonly expected: string
  constructor(problem: FormulaProblem, value = '', expected = '') {
    super(`${problem}: ${value}`)
    this.name = 'FormulaMistake'
    this.problem = problem
    this.value = value
    this.expected = expected
  }
}
