/** Node 20.19 is enough: what only a newer one has does not compile (`lib` in tsconfig/node.json, @types/node of 20). */
import * as fs from 'node:fs'
import { expect, it } from 'vitest'

it('does not compile with what Node 22 brought', () => {
  // @ts-expect-error Promise.withResolvers
  expect(() => Promise.withResolvers).not.toThrow()
  // @ts-expect-error Array.fromAsync
  expect(() => Array.fromAsync).not.toThrow()
  // @ts-expect-error union of sets
  expect(() => new Set().union).not.toThrow()
  // @ts-expect-error methods of iterators
  expect(() => [1].values().map).not.toThrow()
  // @ts-expect-error fs.glob
  expect(() => fs.glob).not.toThrow()
})
