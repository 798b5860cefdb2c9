/** A name beside others: two projects of one name could not be told apart. */

/** `wanted`, or with the first number from 2 that makes it another one. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  let number = 2
  while (taken.includes(`${wanted} ${number}`)) number++
  return `${wanted} ${number}`
}
