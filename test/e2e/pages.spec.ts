/**
 * Every page against a picture of it that somebody looked at. Red where a button moves or a colour changes; skipped, saying why, where
 * letters are drawn otherwise than where the pictures were made. To renew them: CONTRIBUTING.md.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { Language } from '#contract/language.ts'
import { expect, test } from './candor.ts'
import { differenceFrom, keepMadeWith, madeWithHere } from './pictures-made-with.ts'
import { smallerPng } from './smaller-png.ts'
import { makeStill } from './still.ts'
import { CandorWindow } from './window.ts'

const themes = ['light', 'dark'] as const
const middle = { width: 1280, height: 800 }
const sizes = [{ width: 1024, height: 640 }, middle, { width: 1920, height: 1080 }]
/** In Chinese at one size: what is different is the words. */
const looks: { language: Language; sizes: (typeof sizes)[number][]; sample: RegExp }[] = [
  { language: 'en', sizes, sample: /Is this lump malignant\?/ },
  { language: 'zh-CN', sizes: [middle], sample: /这个肿块是恶性的吗？/ },
]
/** Room for smoothed edges of another build of one Chromium. A button one pixel lower changes 496 pixels; a shade of the rail's marks, 230. */
const tolerance = { threshold: 0.03, maxDiffPixels: 60 }

for (const { language, sizes: shown, sample } of looks) {
  test.describe(language, () => {
    test.use({ locale: language, colorScheme: 'light' })
    test('every page looks as it did when somebody looked at it', async ({ page, host, browser }, { config }) => {
      test.setTimeout(300_000)
      const here = await madeWithHere(browser.version())
      const renewing = config.updateSnapshots === 'all' || config.updateSnapshots === 'changed'
      if (renewing) await keepMadeWith(here)
      const difference = await differenceFrom(here)
      test.skip(difference !== null, difference ?? '')

      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await expect(page.locator('.offer')).toBeVisible()
      await look(page, 'start')
      await page.getByRole('button', { name: sample }).click()
      await page.locator('[data-guide="use-target"]').click()
      // The proposal has come, the speed is measured, the plan is on the disk.
      await expect(window.train.locator('.about')).toBeVisible()
      await expect(page.locator('.saved.saved')).toHaveText(/Saved|已保存/)
      for (const stage of ['data', 'prepare', 'network'] as const) {
        await window.show(stage)
        await look(page, stage)
      }
      await window.show('train')
      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
      await look(page, 'train')
      await window.show('evaluate')
      await expect(page.locator('main h2.headline')).toBeVisible()
      await look(page, 'evaluate')
      await window.show('predict')
      await expect(page.locator('[data-guide="answer"]')).toContainText('%')
      await look(page, 'predict')
      if (renewing) await packPictures(language)
    })

    async function look(page: Page, name: string): Promise<void> {
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme })
        for (const size of shown) {
          await page.setViewportSize(size)
          const picture = `${name}-${language}-${theme}-${size.width}.png`
          // What comes in between the two (an estimate measured again) is waited for; what stays different is reported, and the rest looked at.
          try {
            await expect(async () => {
              await makeStill(page)
              await expect(page).toHaveScreenshot(picture, { ...tolerance, timeout: 4000 })
            }).toPass({ timeout: 20_000 })
          } catch {
            await makeStill(page)
            await expect.soft(page).toHaveScreenshot(picture, tolerance)
          }
        }
      }
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize(middle)
    }
  })
}

/** New ones are written as the browser packs them; the repository keeps them smaller. */
async function packPictures(language: Language): Promise<void> {
  const folder = resolve('test/e2e/pages')
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.png') || !name.includes(`-${language}-`)) continue
    await writeFile(join(folder, name), smallerPng(await readFile(join(folder, name))))
  }
}
