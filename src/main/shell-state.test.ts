/** Whatever a file of a past version, another screen or a crash left behind, the window that opens is usable. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Bounds } from './shell-state.ts'
import { clampZoom, readState, sanitizeState, writeState } from './shell-state.ts'

const displays: Bounds[] = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1000 },
]
const stored = { place: { x: 2000, y: 50 }, width: 1200, height: 700, maximized: true, zoom: 150, language: 'zh-CN', recent: [{ id: 'a', name: 'A' }] }

describe('the remembered state', () => {
  it('comes back as it was', () => {
    expect(sanitizeState(stored, displays)).toEqual(stored)
  })

  it('is placed by the system where the screen it was on is gone', () => {
    expect(sanitizeState(stored, displays.slice(0, 1)).place).toBeNull()
    expect(sanitizeState({ ...stored, place: { x: 0, y: -50 } }, displays).place).toBeNull()
    expect(sanitizeState({ ...stored, place: { x: -1150, y: 0 } }, displays).place).toBeNull()
  })

  it('is never smaller than the smallest window, nor zoomed beyond 80 to 200 %', () => {
    expect(sanitizeState({ width: 10, height: 10, zoom: 1000 }, displays)).toMatchObject({ width: 1024, height: 640, zoom: 200 })
    expect([79, 80, 149.6, 201].map(clampZoom)).toEqual([80, 80, 150, 200])
  })

  it('is usable for anything a file may hold', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.record({ place: fc.jsonValue(), width: fc.double(), height: fc.jsonValue(), zoom: fc.double(), recent: fc.jsonValue(), language: fc.jsonValue() }))
    fc.assert(
      fc.property(anything, (value) => {
        const state = sanitizeState(value, displays)
        return state.width >= 1024 && state.width < 1e5 && state.height >= 640 && state.zoom >= 80 && state.zoom <= 200 && state.recent.every(({ id }) => typeof id === 'string')
      }),
      { seed: 1 },
    )
  })
})

describe('its file', () => {
  let folder = ''
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'candor-shell-'))))
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is written whole and read back', async () => {
    const file = join(folder, 'new', 'shell.json')
    const state = sanitizeState(stored, displays)
    await writeState(file, state)
    expect(await readState(file, displays)).toEqual(state)
    expect(await readdir(join(folder, 'new'))).toEqual(['shell.json'])
  })

  it('may be absent or cut off', async () => {
    const file = join(folder, 'shell.json')
    const usual = sanitizeState(null, displays)
    expect(await readState(file, displays)).toEqual(usual)
    await writeFile(file, '{"width": 12')
    expect(await readState(file, displays)).toEqual(usual)
  })
})
