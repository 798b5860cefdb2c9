/** One ECharts theme per colour scheme, made from the tokens: what every chart looks like before it has data. */
import type { ChartPalette } from './palette.ts'

/** Stacked charts share their left edge, or the crosshairs of two would not line up. Pixels. */
export const sharedGrid = { left: 48, right: 64, top: 16, bottom: 28 } as const

/** `fontFamily` is the window's: a canvas does not inherit it. */
export function chartTheme(palette: ChartPalette, fontFamily: string) {
  const axis = {
    axisLine: { show: false, lineStyle: { color: palette.borderStrong } },
    axisTick: { show: false },
    // Six characters fit left of the shared edge.
    axisLabel: { color: palette.faint, fontSize: 12, margin: 6, hideOverlap: true },
    splitLine: { show: false, lineStyle: { color: palette.border, width: 1, type: 'solid' } },
    splitNumber: 4,
  }
  return {
    color: palette.data,
    backgroundColor: 'transparent',
    animation: false,
    textStyle: { fontFamily, fontSize: 12, color: palette.text },
    grid: { ...sharedGrid, outerBoundsMode: 'none' },
    valueAxis: axis,
    logAxis: axis,
    categoryAxis: axis,
    tooltip: {
      backgroundColor: palette.raised,
      borderColor: palette.border,
      borderWidth: 1,
      borderRadius: 6,
      padding: [8, 12],
      textStyle: { color: palette.text, fontSize: 12, lineHeight: 18, fontFamily },
      extraCssText: 'box-shadow: 0 4px 16px rgb(16 24 40 / .12); font-variant-numeric: tabular-nums;',
      transitionDuration: 0,
      confine: true,
    },
    axisPointer: { lineStyle: { color: palette.borderStrong, width: 1, type: 'solid' } },
    line: { symbol: 'none', lineStyle: { cap: 'round', join: 'round' } },
  }
}
