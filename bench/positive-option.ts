/** The number of an option such as `--rounds 5`. Throws an Error that says what is wrong. */
export function positiveOption(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${name} is "${text}"; it must be a number above 0.`)
  return value
}
