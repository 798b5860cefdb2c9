/** What the driver's own program says of the card, with a program in its place: no card is needed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findGraphics } from './find-graphics.ts'

let folder = ''
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'candor-graphics-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

async function driverThat(script: string): Promise<string> {
  const file = path.join(folder, 'nvidia-smi')
  await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return file
}

it('is none where there is no driver, or where the driver finds no card', async () => {
  const none = { name: null, driver: null, memoryBytes: null, reason: 'noDriver', hindrance: null }
  expect(await findGraphics(path.join(folder, 'nowhere'))).toEqual(none)
  expect(await findGraphics(await driverThat('echo "No devices were found"; exit 6'))).toEqual(none)
  expect(await findGraphics(await driverThat('echo "NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver."; exit 0'))).toEqual(none)
})

it.each([
  ['may be used', 'NVIDIA H100 80GB HBM3, 535.161.08, 9.0, 81559', { name: 'NVIDIA H100 80GB HBM3', driver: '535.161.08', memoryBytes: 81_559 * 2 ** 20, reason: null }],
  ['is the oldest that may', 'NVIDIA GeForce GTX 1080, 525.60.13, 6.1, 8119', { reason: null }],
  ['has a driver that is a little too old', 'NVIDIA A10, 525.60.12, 8.6, 23028', { reason: 'oldDriver' }],
  ['has a driver that does not know what is asked', 'Tesla K80, 418.67, [N/A], 11441', { driver: '418.67', reason: 'oldDriver' }],
  ['is the newest that may', 'NVIDIA GH200 480GB, 570.10, 9.0, 97871', { reason: null }],
  ['is newer than the libraries', 'NVIDIA GeForce RTX 5090, 570.86.16, 12.0, 32607', { name: 'NVIDIA GeForce RTX 5090', reason: 'newCard' }],
  ['is newer than the libraries, in a server', 'NVIDIA B200, 570.86.16, 10.0, 183359', { reason: 'newCard' }],
  ['is itself too old', 'NVIDIA GeForce GTX 980, 535.54.03, 5.2, 4043', { name: 'NVIDIA GeForce GTX 980', reason: 'oldCard' }],
])('says of the first card that it %s', async (_, line, expected) => {
  expect(await findGraphics(await driverThat(`echo "${line}"; echo "another, 1.0, 1.0, 1"`))).toMatchObject(expected)
})
