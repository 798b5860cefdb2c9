/** What a person does in the window, step by step, and when the window had answered. Knows no goals. */
import type { Page } from '@playwright/test'

const patience = 180_000

/** Milliseconds since 1970 when the place to drop a file was there, enabled and painted. */
export function usableAt(page: Page): Promise<number> {
  return paintedAt(page, 'button.zone:enabled')
}

/** Through the browser's own drag and drop. */
export async function dropFile(page: Page, file: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await devtools.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data })
  await devtools.detach()
}

export async function chooseTarget(page: Page, column: string): Promise<void> {
  await page.getByLabel('What do you want to predict?', { exact: true }).getByRole('combobox').selectOption(column, { timeout: patience })
}

export async function startTraining(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /^Train/ }).click({ timeout: patience })
}

/** Milliseconds since 1970 when the first chart had a point that can be stepped to, and it was painted. */
export function chartPointAt(page: Page): Promise<number> {
  return paintedAt(page, '.chart-frame [role="slider"]')
}

/** One hidden layer of 256 units, epochs without end. */
export async function makeNetworkLarge(page: Page): Promise<void> {
  await show(page, 'network')
  await page.getByRole('button', { name: 'Wide' }).click()
  await show(page, 'train')
  await page.getByLabel('Epochs', { exact: true }).fill('5000')
  await page.getByRole('switch', { name: /^Stop early/ }).uncheck()
}

export async function show(page: Page, stage: string): Promise<void> {
  await page.locator(`[data-stage="${stage}"]`).first().click()
}

/** With the wheel and by leaps to the far end. */
export async function scrollTable(page: Page): Promise<void> {
  await show(page, 'data')
  const table = page.locator('.rows-table')
  await table.hover()
  for (let turn = 0; turn < 40; turn++) {
    await page.mouse.wheel(0, 800)
    if (turn % 10 === 9) await table.evaluate((element, share) => (element.scrollTop = element.scrollHeight * share), (turn + 1) / 40)
    await page.waitForTimeout(30)
  }
}

/** By their keys, round and round. */
export async function switchStages(page: Page): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    for (let stage = 1; stage <= 6; stage++) {
      await page.keyboard.press(`Control+${stage}`)
      await page.waitForTimeout(150)
    }
  }
}

/** Into a field of the Train stage, which checks the plan after every key. */
export async function typeNumbers(page: Page): Promise<void> {
  await show(page, 'train')
  const field = page.getByLabel('Epochs', { exact: true })
  // The settings of the next run are folded away while one trains.
  if (!(await field.isVisible())) await page.locator('.settings .summary button').click()
  await field.focus()
  for (let turn = 0; turn < 5; turn++) {
    await page.keyboard.press('Control+a')
    for (const digit of '4321') {
      await page.keyboard.press(digit)
      await page.waitForTimeout(60)
    }
  }
  await page.keyboard.press('Tab')
}

/** Milliseconds from the press of the button to the change of the run's state in the window. */
export async function finish(page: Page): Promise<number> {
  const answered = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let pressed = NaN
        const status = (): string => document.querySelector('.controls [role="status"]')?.textContent ?? ''
        const words = (text: string): string => text.replaceAll(/[\d,]+/g, '')
        let before = ''
        const observer = new MutationObserver(() => {
          if (words(status()) === before) return
          observer.disconnect()
          resolve(performance.now() - pressed)
        })
        window.addEventListener(
          'click',
          ({ timeStamp }) => {
            pressed = timeStamp
            before = words(status())
            observer.observe(document.body, { subtree: true, childList: true, characterData: true })
          },
          { capture: true, once: true },
        )
      }),
  )
  await page.getByRole('button', { name: 'Finish and keep the best', exact: true }).click()
  return answered
}

/** Milliseconds since 1970 of the second frame in which it is there. */
function paintedAt(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        let frames = 0
        const look = (): void => {
          if (document.querySelector(wanted) !== null) frames += 1
          if (frames === 2) resolve(performance.timeOrigin + performance.now())
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    selector,
  )
}
