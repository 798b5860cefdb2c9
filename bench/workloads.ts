/** What is timed: networks, made-up data and goals. Knows no engine; the Python side is sent the same descriptions. */
import type { LayerOfWorkload, PeerLibrary, Workload } from './protocol.ts'

/** The sample of breast cancer (569 rows, 30 columns) sixteen times, as far as its shape goes. */
const table = { inputs: 30, outputs: 1, rows: 9104, layers: dense(64, 32) }
const image = { inputs: 28 * 28, outputs: 10 }

export const workloads: readonly Workload[] = [
  { name: '30-64-32-1, batch 32', ...table, batchSize: 32 },
  { name: '30-64-32-1, batch 256', ...table, batchSize: 256 },
  { name: '784-128-10, batch 128', ...image, rows: 12_800, layers: dense(128), batchSize: 128 },
  { name: 'small convolution, batch 32', ...image, rows: 1280, layers: convolutions(8, 16), batchSize: 32 },
  {
    name: 'convolution, batch 128',
    ...image,
    rows: 1280,
    layers: convolutions(32, 64),
    batchSize: 128,
  },
]

/** Large enough for an engine of many threads and wide registers; the first one is not, for comparison. */
export const largeWorkloads: readonly Workload[] = [
  { name: '30-64-32-1, batch 32', ...table, batchSize: 32 },
  { name: '784-512-256-10, batch 128', ...image, rows: 6400, layers: dense(512, 256), batchSize: 128 },
  { name: '6 convolutions of 32 x 32 x 3, batch 64', inputs: 32 * 32 * 3, outputs: 10, rows: 256, layers: blocks(32, 64, 128), batchSize: 64 },
]

export interface Goal {
  workload: string
  peer: PeerLibrary
  /** The other's least time for a step, divided by ours, is to be at least this. */
  times: number
}

export const goals: readonly Goal[] = [
  { workload: '30-64-32-1, batch 32', peer: 'keras', times: 60 },
  { workload: '30-64-32-1, batch 32', peer: 'scikit-learn', times: 12 },
  { workload: '30-64-32-1, batch 32', peer: 'pytorch', times: 20 },
  { workload: '30-64-32-1, batch 256', peer: 'keras', times: 20 },
  { workload: '30-64-32-1, batch 256', peer: 'scikit-learn', times: 3.5 },
  { workload: '30-64-32-1, batch 256', peer: 'pytorch', times: 3.7 },
  { workload: '784-128-10, batch 128', peer: 'keras', times: 3 },
  { workload: '784-128-10, batch 128', peer: 'scikit-learn', times: 0.9 },
  { workload: '784-128-10, batch 128', peer: 'pytorch', times: 0.9 },
  { workload: 'small convolution, batch 32', peer: 'keras', times: 2 },
  { workload: 'convolution, batch 128', peer: 'keras', times: 2 },
]

function convolutions(first: number, second: number): LayerOfWorkload[] {
  return [
    { kind: 'image', size: 28 },
    { kind: 'convolution', filters: first, kernelSize: 3 },
    { kind: 'maxPooling', size: 2 },
    { kind: 'convolution', filters: second, kernelSize: 3 },
    { kind: 'maxPooling', size: 2 },
    { kind: 'flatten' },
  ]
}

/** Twice a convolution and once a pooling, for each number of filters. */
function blocks(...filters: number[]): LayerOfWorkload[] {
  const convolution = (count: number): LayerOfWorkload => ({ kind: 'convolution', filters: count, kernelSize: 3, padding: 'same' })
  return [{ kind: 'image', size: 32, channels: 3 }, ...filters.flatMap((count): LayerOfWorkload[] => [convolution(count), convolution(count), { kind: 'maxPooling', size: 2 }]), { kind: 'flatten' }]
}

function dense(...units: number[]): LayerOfWorkload[] {
  return units.map((count) => ({ kind: 'dense', units: count }))
}
