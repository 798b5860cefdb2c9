/** Networks whose numbers have a shape or are codes: built with what the window proposes, trained, and better than a line. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

test('a convolution on pixels is two proposals away from a network that can be trained', async ({ page, host }) => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-shapes-'))
  try {
    const window = new CandorWindow(page)
    await page.goto(host.address)
    await dropFiles(page, [await strokes(folder)])
    await window.target.selectOption('stroke')
    await window.show('network')
    await page.getByRole('button', { name: 'Linear model' }).click()
    await addLayer(page, 'Convolution 2D')
    await page.getByRole('button', { name: 'Add Reshape at the start' }).click()
    await expect(page.getByRole('group', { name: /Convolution 2D.*gives 6 × 6 × 32/ })).toBeVisible()
    await page.getByRole('button', { name: 'Add Flatten before it' }).click()
    await page.getByRole('group', { name: /Layer 2, Convolution 2D/ }).getByLabel('Activation').selectOption('relu')
    await expect(window.train).toBeEnabled()
    await window.train.click()
    await expect(window.stageButton('evaluate')).toContainText(/\d+ in 100/, { timeout: 60_000 })
    const [right] = /\d+/.exec((await window.stageButton('evaluate').textContent()) ?? '') ?? ['0']
    // A line through the pixels is right 4 times in 10.
    expect(Number(right)).toBeGreaterThan(70)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('the earlier layer of an addition is chosen from those before it', async ({ page, host }) => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-shapes-'))
  try {
    const window = new CandorWindow(page)
    await page.goto(host.address)
    await dropFiles(page, [await strokes(folder)])
    await window.target.selectOption('stroke')
    await window.show('network')
    await page.getByRole('button', { name: 'Wide' }).click()
    await addLayer(page, 'residual')
    const card = page.getByRole('group', { name: /Layer 2, Add/ })
    await expect(card).toContainText('Only equal shapes can be added: what comes in is 256, and the chosen layer makes 64.')
    await expect(card.getByLabel('Earlier layer').getByRole('option')).toHaveText(['Input', 'Layer 1, Dense'])
    await card.getByLabel('Earlier layer').selectOption('Layer 1, Dense')
    await expect(window.train).toBeEnabled()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('columns as codes ask for an embedding, which is one click away', async ({ page, host }) => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-shapes-'))
  try {
    const file = join(folder, 'towns.csv')
    const next = chance(5)
    const worth = Array.from({ length: 30 }, () => next() * 10)
    await writeFile(file, `town,size,price\n${Array.from({ length: 600 }, (_, row) => `town ${row % 30},${next().toFixed(3)},${((worth[row % 30] ?? 0) + next()).toFixed(3)}`).join('\n')}\n`)
    const window = new CandorWindow(page)
    await page.goto(host.address)
    await dropFiles(page, [file])
    await window.target.selectOption('price')
    await window.show('prepare')
    await page.getByText('More settings').click()
    await page.getByLabel('Categories become').selectOption('codes')
    await expect(page.getByRole('region', { name: 'Columns' })).toContainText('a code')
    await window.show('network')
    await page.getByRole('button', { name: 'Add Embedding at the start' }).click()
    // 30 towns and one row for every other.
    await expect(page.getByRole('group', { name: /Layer 1, Embedding; gives 9; 248 parameters/ })).toBeVisible()
    await window.train.click()
    await expect(window.stageButton('evaluate')).toContainText(/off by/, { timeout: 60_000 })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

async function addLayer(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a layer' }).click()
  await page.getByRole('combobox', { name: 'Search layers' }).fill(name)
  await page.keyboard.press('Enter')
}

/** Images of 8 x 8 with a stroke of three pixels somewhere, in one of four directions. */
async function strokes(folder: string): Promise<string> {
  const file = join(folder, 'strokes.csv')
  const next = chance(3)
  const steps = { up: [1, 0], across: [0, 1], down: [1, 1], back: [1, -1] } as const
  const rows = Array.from({ length: 600 }, (_, at) => {
    const name = (['up', 'across', 'down', 'back'] as const)[at % 4] ?? 'up'
    const [line, column] = steps[name]
    const from = Math.floor(next() * 6) * 8 + Math.floor(next() * 6) + (column < 0 ? 2 : 0)
    const stroke = [0, 1, 2].map((step) => from + step * (line * 8 + column))
    return [...Array.from({ length: 64 }, (_, pixel) => ((stroke.includes(pixel) ? 2 : 0) + next()).toFixed(3)), name].join(',')
  })
  await writeFile(file, `${Array.from({ length: 64 }, (_, pixel) => `p${pixel}`).join(',')},stroke\n${rows.join('\n')}\n`)
  return file
}

/** Numbers from 0 to below 1, the same for a seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
