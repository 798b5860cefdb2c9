import { afterEach, describe, expect, it } from 'vitest'
import { type App, createApp, h } from 'vue'
import PanelEdge from './PanelEdge.vue'

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

/** The edge of a panel that is 200 wide, and what it asks for. */
function edge(side: 'start' | 'end') {
  const asked: (number | 'reset')[] = []
  app = createApp({ render: () => h(PanelEdge, { label: 'Width', width: 200, minimum: 160, maximum: 320, side, onResize: (width: number) => asked.push(width), onReset: () => asked.push('reset') }) })
  app.mount(document.body.appendChild(document.createElement('div')))
  const element = document.querySelector<HTMLElement>('[role=separator]')
  if (element === null) throw new Error('no edge')
  element.setPointerCapture = () => {}
  const press = (key: string): boolean => !element.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }))
  const point = (type: string, clientX: number): void => void element.dispatchEvent(new PointerEvent(type, { clientX, pointerId: 1 }))
  return { asked, press, point, element }
}

describe('the edge of a panel', () => {
  it('moves with the arrow keys the way they point', () => {
    const rail = edge('end')
    expect([rail.press('ArrowRight'), rail.press('ArrowLeft'), rail.press('ArrowUp')]).toEqual([true, true, false])
    expect(rail.asked).toEqual([216, 184])
    app?.unmount()
    const inspector = edge('start')
    inspector.press('ArrowRight')
    expect(inspector.asked).toEqual([184])
  })

  it('follows the pointer from where it was taken, within its limits, until it is let go', () => {
    const { asked, point } = edge('end')
    point('pointerdown', 500)
    point('pointermove', 530.4)
    point('pointermove', 900)
    point('pointermove', 100)
    point('lostpointercapture', 100)
    point('pointermove', 550)
    expect(asked).toEqual([230, 320, 160])
  })

  it('has its first width again with Home or a double click', () => {
    const { asked, press, element } = edge('end')
    press('Home')
    element.dispatchEvent(new MouseEvent('dblclick'))
    expect(asked).toEqual(['reset', 'reset'])
  })
})
