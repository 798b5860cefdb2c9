/** TensorFlow in this very process, through the addon. A fault in it ends the process: only one that may end should open it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { savedModelFile, savedModelTag } from '#engine/tensorflow/saved-model.ts'
import type { Device } from '#contract/device.ts'
import type { GraphValue, LoadedGraph, TensorflowSession } from '#engine/tensorflow/session.ts'

export interface OpenAddon extends TensorflowSession {
  version: string
  device: Device
}

/** The functions of @tensorflow/tfjs-node-gpu's addon that are used here. Tensors and models are numbers. */
interface Addon {
  TF_Version: string
  TF_FLOAT: number
  TF_INT32: number
  isUsingGpuDevice(): boolean
  createTensor(shape: number[], type: number, values: Float32Array | Int32Array): number
  deleteTensor(tensor: number): void
  tensorDataSync(tensor: number): unknown
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(model: number): void
  runSavedModel(model: number, tensors: number[], inputs: string, outputs: string): { id: number }[]
}

/** Throws what the system says where the addon or its library does not load. What TensorFlow reads of the environment is set before. */
export function openAddon(file: string): OpenAddon {
  const addon: unknown = createRequire(import.meta.url)(file)
  if (!isAddon(addon)) throw new Error(`${file} is not the addon of TensorFlow`)
  const device = addon.isUsingGpuDevice() ? 'gpu' : 'cpu'
  return {
    version: addon.TF_Version,
    device,
    // It is there, once the addon is loaded.
    start: () => device,
    load: (bytes) => loadGraph(addon, bytes),
  }
}

function loadGraph(addon: Addon, bytes: Uint8Array): LoadedGraph {
  // The library loads from a folder, and remembers folders: each graph has its own.
  const folder = mkdtempSync(path.join(tmpdir(), 'candor-graph-'))
  let model = 0
  try {
    writeFileSync(path.join(folder, savedModelFile), bytes)
    model = addon.loadSavedModel(folder, savedModelTag)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    run(inputs, outputs) {
      const given = Object.entries(inputs)
      const tensors: number[] = []
      try {
        for (const [, value] of given) tensors.push(tensorOf(addon, value))
        const answers = addon.runSavedModel(model, tensors, given.map(([name]) => `${name}:0`).join(','), outputs.map((name) => `${name}:0`).join(','))
        return answers.map(({ id }) => {
          try {
            return numbersOf(addon.tensorDataSync(id))
          } finally {
            addon.deleteTensor(id)
          }
        })
      } finally {
        for (const tensor of tensors) addon.deleteTensor(tensor)
      }
    },
    dispose: () => addon.deleteSavedModel(model),
  }
}

function tensorOf(addon: Addon, { shape, values }: GraphValue): number {
  return addon.createTensor([...shape], values instanceof Float32Array ? addon.TF_FLOAT : addon.TF_INT32, unsharedCopy(values))
}

/**
 * A copy that no tensor can go on reading. TensorFlow takes memory whose address suits it as it is, and gives it back from whichever of its
 * threads is the last to need it: the addon then frees what belongs to JavaScript from there, which breaks JavaScript's own heap. An
 * address that is not a multiple of 16 suits it never, so it copies the numbers at once (TF_NewTensor in tensorflow/c/tf_tensor.cc).
 */
export function unsharedCopy(values: Float32Array | Int32Array): Float32Array | Int32Array {
  // Buffers of JavaScript begin at multiples of 16.
  const buffer = new ArrayBuffer(values.byteLength + values.BYTES_PER_ELEMENT)
  const copy = values instanceof Float32Array ? new Float32Array(buffer, values.BYTES_PER_ELEMENT) : new Int32Array(buffer, values.BYTES_PER_ELEMENT)
  copy.set(values)
  return copy
}

/** A copy: the addon's own array may go with its tensor. */
function numbersOf(values: unknown): Float32Array | Int32Array {
  if (values instanceof Float32Array || values instanceof Int32Array) return values.slice()
  throw new Error('TensorFlow answered with something else than numbers')
}

function isAddon(value: unknown): value is Addon {
  return typeof value === 'object' && value !== null && 'TF_Version' in value && typeof value.TF_Version === 'string' && 'runSavedModel' in value && typeof value.runSavedModel === 'function'
}
