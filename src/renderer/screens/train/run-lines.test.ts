import { describe, expect, it } from 'vitest'
import type { EpochRecord } from '#contract/run.ts'
import { bestMark, layerLines, lossLines, measureLines, updateLines } from './run-lines.ts'
import { bestEpochOf, emptySeries, layOut, measuresOf } from './run-series.ts'

const names = { training: 'Training', validation: 'Validation', earlier: 'last run' }
const length = { epochs: { done: 2, planned: 4 }, steps: { done: 4, planned: 8 } }

function epoch(number: number, validation: Record<string, number>): EpochRecord {
  return { epoch: number, step: number * 2, seconds: number, learningRate: 0.1, training: { loss: 0.5 / number, accuracy: 0.6 }, validation, layers: [{ id: 'layer-1', gradientNorm: 3, weightNorm: 9 }] }
}
const series = { step: [1, 2, 3, 4], loss: [0.9, 0.7, Number.NaN, 0.5], learningRate: [0.1, 0.1, 0.1, 0.1], epochs: [epoch(1, { loss: 0.8, accuracy: 0.5, auc: 0.7 }), epoch(2, { loss: 0.6, accuracy: 0.7, auc: 0.8 })], looks: [] }
const run = layOut(series, length, 'epoch', false)

describe('the lines of a run', () => {
  it('lie along epochs up to what is planned', () => {
    expect([run.end, [...run.steps], [...run.epochEnds]]).toEqual([4, [0.5, 1, 1.5, 2], [1, 2]])
  })

  it('keep every raw loss, gaps included, and smooth only the training line', () => {
    const lines = lossLines(run, run, 'medium', names)
    expect(lines.map((line) => [line.id, (line.smoothing ?? 0) > 0])).toEqual([['earlier', false], ['training', true], ['validation', false]])
    expect(lines[1]?.y).toBe(series.loss)
  })

  it('put the main measure first and leave the loss to its own chart', () => {
    expect(measuresOf(series.epochs)).toEqual(['accuracy', 'auc'])
  })

  it('show no validation line where no rows validate, and ring the training line then', () => {
    const alone = layOut({ ...series, epochs: [epoch(1, {}), epoch(2, {})] }, length, 'epoch', false)
    expect(measureLines(alone, null, 'accuracy', names).map((line) => line.id)).toEqual(['training'])
    expect(bestMark(alone, 2, 'loss', 'best', 'above')).toEqual({ x: 2, y: 0.25, label: 'best', side: 'above', meaning: 'training' })
  })

  it('ring the best epoch where it stands', () => {
    expect(bestMark(run, 2, 'loss', 'best', 'above')).toEqual({ x: 2, y: 0.6, label: 'best', side: 'above', meaning: 'validation' })
    expect(bestMark(run, null, 'loss', 'best', 'above')).toBeNull()
  })

  it('know the best epoch before the run is over: the lowest loss on validation rows, else on training rows', () => {
    expect(bestEpochOf([epoch(1, { loss: 0.8 }), epoch(2, { loss: 0.6 }), epoch(3, { loss: 0.7 })])).toBe(2)
    expect([bestEpochOf([epoch(1, {}), epoch(2, {})]), bestEpochOf([])]).toEqual([2, null])
  })

  it('draw a line for each layer', () => {
    expect(layerLines(run, 'weightNorm', (id) => ({ full: `1. ${id}`, short: '1' })).map((line) => [line.name, line.label, [...Float64Array.from(line.y)]])).toEqual([['1. layer-1', '1', [9, 9]]])
  })

  it('say how much of its weights each epoch\'s last step changed, without the epochs and layers that did not keep it', () => {
    const before = epoch(1, {})
    const after: EpochRecord = { ...epoch(2, {}), layers: [{ id: 'layer-1', gradientNorm: 3, weightNorm: 8, updateNorm: 0.5 }, { id: 'norm', gradientNorm: 1, weightNorm: 0, updateNorm: 1 }, { id: 'output', gradientNorm: 1, weightNorm: 4, updateNorm: 1 }] }
    const lines = updateLines(layOut({ ...series, epochs: [before, after] }, length, 'epoch', false), (id) => ({ full: id, short: '' }))
    expect(lines.map((line) => [line.name, line.colour, [...Float64Array.from(line.x)], [...Float64Array.from(line.y)]])).toEqual([['layer-1', 0, [2], [0.0625]], ['output', 2, [2], [0.25]]])
    expect(updateLines(run, (id) => ({ full: id, short: '' }))).toEqual([])
  })

  it('are none before the first step', () => {
    expect(lossLines(layOut(emptySeries, length, 'epoch', false), null, 'none', names)).toEqual([])
  })
})
