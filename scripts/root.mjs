/** The folder of this checkout. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** @param {string[]} segments */
export function inRoot(...segments) {
  return join(root, ...segments)
}
