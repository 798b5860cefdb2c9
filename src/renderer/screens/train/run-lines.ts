/** A run and the one before it as chart lines: the same meaning, colour and order in every chart. Knows no language. */
import type { ChartLine } from '#renderer/charts/chart-line.ts'
import type { LineMarks } from '#renderer/charts/line-option.ts'
import type { LaidRun } from './run-series.ts'
import { measureOver } from './run-series.ts'

export const smoothingNames = ['none', 'light', 'medium', 'strong'] as const
export type SmoothingLevel = (typeof smoothingNames)[number]

/** As shares of the axis over which smoothing forgets. */
const smoothingLevels: Record<SmoothingLevel, number> = { none: 0, light: 0.002, medium: 0.006, strong: 0.03 }

export interface LineNames {
  training: string
  validation: string
  earlier: string
}

export function lossLines(run: LaidRun, earlier: LaidRun | null, smoothing: SmoothingLevel, names: LineNames): ChartLine[] {
  const training: ChartLine = {
    id: 'training',
    name: names.training,
    meaning: 'training',
    x: run.steps,
    y: run.series.loss,
    smoothing: smoothingLevels[smoothing] * run.end,
  }
  return [...earlierLine(earlier, 'loss', names), ...(run.steps.length > 0 ? [training] : []), ...epochLine(run, 'validation', 'loss', names)]
}

export function measureLines(run: LaidRun, earlier: LaidRun | null, measure: string, names: LineNames): ChartLine[] {
  return [...earlierLine(earlier, measure, names), ...epochLine(run, 'training', measure, names), ...epochLine(run, 'validation', measure, names)]
}

/** The ring around the best epoch, on the validation line where there is one; its label on the side that the lines leave free. */
export function bestMark(run: LaidRun, bestEpoch: number | null, measure: string, label: string, side: 'above' | 'below'): LineMarks['ringed'] {
  const at = run.series.epochs.findIndex((epoch) => epoch.epoch === bestEpoch)
  const best = run.series.epochs[at]
  const x = run.epochEnds[at]
  if (best === undefined || x === undefined) return null
  const meaning = best.validation[measure] === undefined ? 'training' : 'validation'
  const y = best[meaning][measure]
  return y === undefined ? null : { x, y, label, side, meaning }
}

export interface LayerName {
  full: string
  /** For the line's end. */
  short: string
}

/** Norms of each layer over the epochs. `nameOf` gives the layer's name in the window's language. */
export function layerLines(run: LaidRun, norm: 'gradientNorm' | 'weightNorm', nameOf: (id: string) => LayerName): ChartLine[] {
  const ids = layersWithNorms(run)
  return ids.map((id, colour) => ({
    id,
    name: nameOf(id).full,
    meaning: 'other',
    colour,
    x: run.epochEnds,
    y: Float64Array.from(run.series.epochs, (epoch) => epoch.layers.find((layer) => layer.id === id)?.[norm] ?? Number.NaN),
    points: true,
    // Gradients all end near 0: their labels would only push each other off the chart.
    ...(norm === 'weightNorm' && ids.length <= 4 ? { label: nameOf(id).short } : {}),
  }))
}

/**
 * How much of its weights the last step of each epoch changed: ratio of the Euclidean norms, 0.001 where it is healthy (Karpathy, CS231n,
 * "Ratio of weights:updates"). Without the epochs that did not keep it; a layer of weights 0 has no ratio.
 */
export function updateLines(run: LaidRun, nameOf: (id: string) => LayerName): ChartLine[] {
  return layersWithNorms(run).flatMap((id, colour): ChartLine[] => {
    const ratios = run.series.epochs.flatMap((epoch, at) => {
      const { updateNorm, weightNorm = 0 } = epoch.layers.find((layer) => layer.id === id) ?? {}
      return updateNorm === undefined || weightNorm === 0 ? [] : [{ x: run.epochEnds[at] ?? 0, y: updateNorm / weightNorm }]
    })
    return ratios.length === 0 ? [] : [{ id, name: nameOf(id).full, meaning: 'other', colour, x: Float64Array.from(ratios, ({ x }) => x), y: Float64Array.from(ratios, ({ y }) => y), points: true }]
  })
}

/** Layers with weights; their places decide the colours of their lines. */
export function layersWithNorms(run: LaidRun): string[] {
  return run.series.epochs.at(-1)?.layers.map((layer) => layer.id) ?? []
}

function epochLine(run: LaidRun, part: 'training' | 'validation', measure: string, names: LineNames): ChartLine[] {
  const { present, values } = measureOver(run.series.epochs, part, measure)
  return present ? [{ id: part, name: names[part], meaning: part, x: run.epochEnds, y: values, points: true }] : []
}

function earlierLine(earlier: LaidRun | null, measure: string, names: LineNames): ChartLine[] {
  if (earlier === null) return []
  const validation = measureOver(earlier.series.epochs, 'validation', measure)
  const { present, values } = validation.present ? validation : measureOver(earlier.series.epochs, 'training', measure)
  return present ? [{ id: 'earlier', name: names.earlier, meaning: 'earlier', x: earlier.epochEnds, y: values, label: names.earlier }] : []
}
