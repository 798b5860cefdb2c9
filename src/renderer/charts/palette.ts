/** The colours of charts in each colour scheme. A canvas reads no CSS variables, so the tokens stand here as values. */

export type ColourScheme = 'light' | 'dark'

export interface ChartPalette {
  surface: string
  raised: string
  hover: string
  border: string
  borderStrong: string
  text: string
  muted: string
  faint: string
  accentText: string
  bad: string
  /** Eight colours that stay apart in every common colour vision; 1 is training, 2 validation. */
  data: readonly [string, string, string, string, string, string, string, string]
  /** From none to most. */
  sequential: readonly string[]
  /** Negative, zero, positive. */
  diverging: readonly string[]
}

export const chartPalettes: Record<ColourScheme, ChartPalette> = {
  light: {
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    hover: '#EBEEF2',
    border: '#DCE0E6',
    borderStrong: '#7A8392',
    text: '#18202B',
    muted: '#4F5969',
    faint: '#5F6979',
    accentText: '#2350BC',
    bad: '#B0261B',
    data: ['#2A5BD0', '#C2560C', '#3C9B7E', '#C172A6', '#554614', '#9276FA', '#845751', '#014D71'],
    sequential: ['#F2F6FB', '#C7DFFF', '#9FC6FE', '#76ACFF', '#5692F3', '#3470D6', '#2C60C5', '#214BA3', '#1A377C'],
    diverging: ['#884722', '#BE5510', '#EE8347', '#FDB997', '#F3F4F6', '#AAC8FF', '#669BFE', '#396FDA', '#2B4D8E'],
  },
  dark: {
    surface: '#161A20',
    raised: '#1E242C',
    hover: '#222934',
    border: '#2A313C',
    borderStrong: '#76818F',
    text: '#E4E8EE',
    muted: '#A9B2C0',
    faint: '#8E98A8',
    accentText: '#93B4FF',
    bad: '#FF9389',
    data: ['#7FA6FF', '#F29A4A', '#76E2E7', '#E74390', '#928251', '#8B65FF', '#FFC3A8', '#5492A5'],
    sequential: ['#1A1E25', '#24334E', '#2E4977', '#3961A1', '#4375C0', '#5B95E9', '#7BB2FF', '#ABCEFE', '#D9EAFF'],
    diverging: ['#EBAF86', '#D37B38', '#A55402', '#693B18', '#262C35', '#2E4672', '#3E67B6', '#618EE2', '#98B8F1'],
  },
}

/** The second coding beside colour: dashes in the order of the data colours. */
export const dashes: readonly ('solid' | number[])[] = ['solid', [6, 3], [2, 3], [8, 3, 2, 3]]

/** Step of `scale` for a share of the most, 0 to 1; no share above 0 is shown as none. */
export function stepOf(scale: readonly string[], share: number): string {
  const last = scale.length - 1
  const step = share <= 0 ? 0 : Math.min(last, Math.max(1, Math.round(share * last)))
  return scale[step] ?? scale[0] ?? 'transparent'
}

/** Text on a filled cell: the darker or the lighter ink, whichever contrasts more (WCAG relative luminance). */
export function inkOn(background: string): '#18202B' | '#FFFFFF' {
  return contrast(background, '#18202B') >= contrast(background, '#FFFFFF') ? '#18202B' : '#FFFFFF'
}

/** WCAG 2 contrast of two `#RRGGBB` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4)
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
