/** What the bench and the processes it times say to each other: one line of JSON for a question, one for an answer. */

export const peerLibraries = ['scikit-learn', 'pytorch', 'keras'] as const
export type PeerLibrary = (typeof peerLibraries)[number]

/** Hidden layers end in relu. */
export type LayerOfWorkload =
  | { kind: 'dense'; units: number }
  /** The row read as `size` x `size` x `channels` (1). */
  | { kind: 'image'; size: number; channels?: number }
  /** Padding 'valid' where it is absent, stride 1. */
  | { kind: 'convolution'; filters: number; kernelSize: number; padding?: 'valid' | 'same' }
  | { kind: 'maxPooling'; size: number }
  | { kind: 'flatten' }

export interface Workload {
  name: string
  inputs: number
  /** 1: sigmoid and binary cross-entropy; more: softmax and categorical cross-entropy. */
  outputs: number
  rows: number
  layers: readonly LayerOfWorkload[]
  batchSize: number
}

/** Asks for whole epochs until `seconds` have passed, two at least. The first time for a workload, the network is made. */
export interface Question {
  workload: Workload
  seconds: number
}

/** Times are milliseconds. */
export interface Answer {
  /** A step of each warm epoch: its time divided by its steps. */
  steps: number[]
  /** null but for the first time. */
  start: Start | null
}

export interface Start {
  /** From the data in memory to a network that can be asked for a step; what is put off until the first step is in that. */
  compile: number
  /** From the data in memory to the end of the first step. */
  firstStep: number
  /** The first epoch with the first step, `compile` not counted; where that step is asked for alone there is one step more. */
  firstEpoch: number
}

/** The first line of a process: it has loaded its library. */
export interface Ready {
  ready: true
  /** Of the library and what it computes with. */
  version: string
}
