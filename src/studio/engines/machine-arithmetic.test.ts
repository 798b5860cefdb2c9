import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machineArithmetic } from './machine-arithmetic.ts'

let home = ''
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'candor-arithmetic-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

describe('the arithmetic of a machine', () => {
  it('is measured once, and kept for the next start', async () => {
    let measured = 0
    const measure = async () => {
      measured++
      return 8 as const
    }
    const first = machineArithmetic(home, measure)
    expect([await first.unroll(), await first.unroll()]).toEqual([8, 8])
    expect(await machineArithmetic(home, measure).unroll()).toBe(8)
    expect(measured).toBe(1)
  })

  it('is measured again for another machine, and where the file is damaged', async () => {
    const file = path.join(home, 'arithmetic.json')
    const kept = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...kept, machine: 'another' }))
    expect(await machineArithmetic(home, async () => 1).unroll()).toBe(1)
    await writeFile(file, '{')
    expect(await machineArithmetic(home, async () => 8).unroll()).toBe(8)
  })
})
