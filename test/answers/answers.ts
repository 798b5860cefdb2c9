/** Small answers of the studio for tests, each valid by the contract; a test says only what matters to it. */
import type { ColumnSummary, DatasetView } from '#contract/dataset.ts'
import { Plan, planVersion } from '#contract/plan.ts'
import type { ProjectView } from '#contract/project.ts'
import type { EpochRecord, RunSummary } from '#contract/run.ts'

export function planOf(part: Record<string, object> = {}): Plan {
  return Plan.parse({ version: planVersion, ...part })
}

export function projectOf(part: Partial<ProjectView> = {}): ProjectView {
  return { id: 'p', name: 'Lumps', plan: planOf(), hasDataset: false, shown: null, runs: [], interruptedRuns: [], ...part }
}

export function runOf(part: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'run-1',
    number: 1,
    name: '',
    startedAt: '2025-01-01T00:00:00.000Z',
    state: { kind: 'finished', reason: 'completed' },
    task: 'binary',
    engine: 'tfjs',
    parameters: 33,
    epochs: { done: 10, planned: 10 },
    steps: { done: 100, planned: 100 },
    bestEpoch: 9,
    hasModel: true,
    figure: { kind: 'rightInHundred', value: 96 },
    ...part,
  }
}

export function epochOf(epoch: number, part: Partial<EpochRecord> = {}): EpochRecord {
  return { epoch, step: epoch * 10, seconds: epoch, learningRate: 0.001, training: { loss: 1 / epoch }, validation: {}, layers: [], ...part }
}

export function columnOf(name: string, part: Partial<ColumnSummary> = {}): ColumnSummary {
  return { name, index: 0, type: 'number', typeChosen: false, typeReason: { key: 'allNumbers' }, present: 0, missing: 0, distinct: 0, numeric: null, top: [], constant: false, ...part }
}

/** A column of numbers for each name, and no rows. */
export function datasetOf(names: readonly string[], part: Partial<DatasetView> = {}): DatasetView {
  return {
    fileName: 'a.csv',
    sha256: 'abc',
    bytes: 0,
    rows: 0,
    reading: { encoding: 'utf-8', encodingGuesses: ['utf-8'], byteOrderMark: false, delimiter: ',', quote: '"', escape: 'doubled', comment: '', skippedLines: 0, headerRows: 1, decimalMark: '.', missingMarkers: [''], missingCandidates: [], decidedByPerson: [] },
    columns: names.map((name, index) => columnOf(name, { index })),
    findings: [],
    firstRows: { from: 0, cells: [] },
    suggestedTarget: null,
    ...part,
  }
}
