import { describe, expect, it } from 'vitest'
import { placeBeside } from './placement.ts'

const room = { width: 1024, height: 640 }
const card = { width: 300, height: 120 }
const overlaps = (place: { left: number; top: number }, anchor: { left: number; top: number; width: number; height: number }): boolean =>
  place.left < anchor.left + anchor.width && place.left + card.width > anchor.left && place.top < anchor.top + anchor.height && place.top + card.height > anchor.top

describe('the place of a card', () => {
  it('is the side wanted first where there is room', () => {
    expect(placeBeside({ left: 400, top: 300, width: 40, height: 20 }, card, room, ['above', 'below'])).toEqual({ left: 400, top: 172 })
  })

  it('is the next side where the first has none', () => {
    expect(placeBeside({ left: 400, top: 60, width: 40, height: 20 }, card, room, ['above', 'below'])).toEqual({ left: 400, top: 88 })
  })

  it('is whole in the window and off its anchor, wherever that is', () => {
    for (let left = 0; left <= 984; left += 41) {
      for (let top = 0; top <= 620; top += 31) {
        const anchor = { left, top, width: 40, height: 20 }
        const place = placeBeside(anchor, card, room, ['above', 'below'])
        expect(place.left >= 8 && place.top >= 8 && place.left + card.width <= 1016 && place.top + card.height <= 632, `${left} ${top}`).toBe(true)
        expect(overlaps(place, anchor), `${left} ${top}`).toBe(false)
      }
    }
  })

  it('is in the window even where the anchor fills it', () => {
    const place = placeBeside({ left: 0, top: 0, width: 1024, height: 640 }, card, room, ['below', 'above', 'after', 'before'])
    expect(place).toEqual({ left: 8, top: 512 })
  })
})
