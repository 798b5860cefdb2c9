/** Makes a page look the same whenever and however fast it got there: what was measured in seconds is written as one second. Knows no screen. */
import type { Page } from '@playwright/test'

/** Everything else on a page is the same bits on every computer, so nothing is covered up. */
export async function makeStill(page: Page): Promise<void> {
  // Nothing under the pointer, and everything drawn.
  await page.mouse.move(0, 0)
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const durations = /(?:under |up to about |about |不到 ?|最多约 ?|约需? ?)?\d+(?:\.\d+)? (?:s|min|h|秒|分|小时)(?: \d+ (?:s|min|秒|分))?(?![\p{L}])/giu
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? ''
      const still = text.replaceAll(durations, /[秒分时]/.test(text) ? '1 秒' : '1 s')
      if (still !== text) node.nodeValue = still
    }
    for (const name of document.querySelectorAll('dt')) {
      const value = name.parentElement?.querySelector('dd')
      if (/a second$|^每秒/.test(name.textContent?.trim() ?? '') && value) value.textContent = '1,000'
    }
  })
}
