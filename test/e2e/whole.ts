/** Whether what is shown is whole and open to everyone: nothing cut off, nothing that axe complains of. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * What axe finds, each with the elements it found it in. `over`: a menu or card is open, which lies in the page's body so that nothing
 * cuts it off; that it is in no landmark is no fault.
 */
export async function complaints(page: Page, { over = false } = {}): Promise<[rule: string, elements: string[]][]> {
  const { violations } = await new AxeBuilder({ page }).options({ rules: { 'label-content-name-mismatch': { enabled: true }, region: { enabled: !over } } }).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

/** Controls and headings whose text is cut off without an ellipsis or a way to scroll to it, or that lie outside the window. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page scrolls sideways')
    for (const element of document.querySelectorAll<HTMLElement>('button, h1, h2, h3, label, select, summary, [role="tab"], [role="status"]')) {
      const style = getComputedStyle(element)
      if (element.closest('[aria-hidden="true"], .sr-only, .spoken') !== null || style.visibility === 'hidden' || element.offsetParent === null) continue
      const box = element.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1) continue
      const text = element.innerText.trim().slice(0, 40)
      const cut = element.scrollWidth > element.clientWidth + 1 && style.textOverflow !== 'ellipsis' && style.overflowX !== 'auto' && style.overflowX !== 'scroll' && element.clientWidth > 0
      if (cut && text !== '') found.push(`“${text}” is cut off`)
      const scrolls = hasScroller(element)
      if (!scrolls && (box.right > window.innerWidth + 1 || box.bottom > window.innerHeight + 1 || box.left < -1)) found.push(`“${text}” lies outside`)
    }
    return found

    function hasScroller(element: HTMLElement): boolean {
      for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(parent).overflow)) return true
      }
      return false
    }
  })
}
