/** Where a card goes beside what it explains: whole in the window, not over its anchor where avoidable. Knows boxes only. */

export interface Box {
  left: number
  top: number
  width: number
  height: number
}
export interface Size {
  width: number
  height: number
}
export type Side = 'above' | 'below' | 'before' | 'after'

const gap = 8
const edge = 8

/**
 * Of the sides in the order wanted, the first with room for the whole card; where none has, the first again, moved into
 * the window. All numbers in pixels of the same scale, from the window's top left.
 */
export function placeBeside(anchor: Box, card: Size, room: Size, wanted: readonly Side[]): { left: number; top: number } {
  const side = wanted.find((one) => fits(one, anchor, card, room)) ?? wanted[0] ?? 'below'
  const place = besideOf(side, anchor, card)
  return { left: within(place.left, card.width, room.width), top: within(place.top, card.height, room.height) }
}

function besideOf(side: Side, anchor: Box, card: Size): { left: number; top: number } {
  switch (side) {
    case 'above':
      return { left: anchor.left, top: anchor.top - gap - card.height }
    case 'below':
      return { left: anchor.left, top: anchor.top + anchor.height + gap }
    case 'before':
      return { left: anchor.left - gap - card.width, top: anchor.top }
    case 'after':
      return { left: anchor.left + anchor.width + gap, top: anchor.top }
    default:
      return side satisfies never
  }
}

/** Along the other direction it may be moved, so only the side itself counts. */
function fits(side: Side, anchor: Box, card: Size, room: Size): boolean {
  const { left, top } = besideOf(side, anchor, card)
  return side === 'above' || side === 'below' ? top >= edge && top + card.height <= room.height - edge : left >= edge && left + card.width <= room.width - edge
}

function within(start: number, length: number, room: number): number {
  return Math.max(edge, Math.min(start, room - edge - length))
}

/** The box of an element in the pixels that `left` and `top` of a fixed element are given in, whatever the zoom. */
export function boxOf(element: Element): Box {
  const zoom = zoomOf(element)
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left: left / zoom, top: top / zoom, width: width / zoom, height: height / zoom }
}

export function roomOf(element: Element): Size {
  const zoom = zoomOf(element)
  return { width: window.innerWidth / zoom, height: window.innerHeight / zoom }
}

/** How many of the window's pixels one of the element's is. Browsers without it know no zoom of their own either. */
export function zoomOf(element: Element): number {
  return 'currentCSSZoom' in element && typeof element.currentCSSZoom === 'number' ? element.currentCSSZoom : 1
}
