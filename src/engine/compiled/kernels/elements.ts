/** Where single numbers of one row of a batch lie, for tables that kernels walk along. */
import type { PanelMatrix } from '../panels.ts'

/** Bytes from the start of a row of the batch, in the first panel, to a channel at a position. */
export function elementOffset({ width, panelBytes }: PanelMatrix, position: number, channel: number): number {
  return Math.floor(channel / width) * panelBytes + position * width * 4 + (channel % width) * 4
}

/** Bytes from one row of the batch to the next. */
export function bytesOfRow({ width }: PanelMatrix, positions: number): number {
  return positions * width * 4
}
