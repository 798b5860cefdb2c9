/** The split as two borders on a bar from 0 to 1, and back. The plan's validation share is of what the test leaves. */
import type { Split } from '#contract/recipe.ts'

export interface Borders {
  /** Where training ends and validation begins. */
  validation: number
  /** Where validation ends and the test begins. */
  test: number
}

const mostShare = 0.9
const leastTraining = 0.05

export function bordersOf({ test, validation }: Pick<Split, 'test' | 'validation'>): Borders {
  const testAt = 1 - test
  return { validation: testAt * (1 - validation), test: testAt }
}

/** One border moved to `at`, the other kept where it can be. Whole per cent of all rows. */
export function withBorder(borders: Borders, which: keyof Borders, at: number): Pick<Split, 'test' | 'validation'> {
  const whole = Math.round(at * 100) / 100
  if (which === 'test') {
    const test = within(whole, 1 - mostShare, 1)
    return shares(Math.min(borders.validation, test), test)
  }
  const validation = within(whole, leastTraining, 1)
  return shares(Math.min(validation, borders.test), borders.test)
}

function shares(validationAt: number, testAt: number): Pick<Split, 'test' | 'validation'> {
  const validation = testAt === 0 ? 0 : (testAt - validationAt) / testAt
  return { test: rounded(1 - testAt), validation: within(rounded(validation), 0, mostShare) }
}

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
/** 0.2 and not 0.19999999999999996, for whoever reads the plan. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000
