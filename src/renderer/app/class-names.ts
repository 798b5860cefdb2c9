/** What answers are called: the names that the person gave to codes, else the codes. Pure. */
import type { Recipe } from '#contract/recipe.ts'

export function classNames(given: Recipe['classNames']) {
  const names = new Map(given.filter(({ name }) => name.trim() !== '').map(({ value, name }) => [value, name.trim()]))
  return {
    short: (value: string): string => names.get(value) ?? value,
    /** The name with the code of the file behind it. */
    full(value: string): string {
      const name = names.get(value)
      if (name === undefined) return value
      return /\p{Script=Han}$/u.test(name) ? `${name}（${value}）` : `${name} (${value})`
    },
  }
}
