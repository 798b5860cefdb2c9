/** The checkpoints in a run's folder: the last two, named by their steps. */
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import type { RunPosition } from '#contract/run.ts'
import type { Program } from '#engine/network/program.ts'
import type { CourseState } from '#engine/training/course-state.ts'
import { writeFileSafely } from '../files/write-file-safely.ts'
import { decodeCheckpoint } from './checkpoint.ts'
import type { CheckpointOrigin } from './checkpoint.ts'

const kept = 2

/** Written whole or not at all; only then the one before the last goes. */
export async function writeCheckpoint(folder: string, step: number, file: Uint8Array): Promise<void> {
  await writeFileSafely(fileOf(folder, step), file)
  await removeCheckpoints(folder, (await stepsOf(folder)).slice(kept))
}

/**
 * The newest sound checkpoint that lies within what is `known` of the run, and how many newer ones could not be used; null where
 * there is none at all. Throws `checkpoint.damaged` where none of them is sound, and whatever `decodeCheckpoint` says of a sound one.
 */
export async function readNewestCheckpoint(folder: string, known: RunPosition, origin: CheckpointOrigin, program: Program): Promise<{ state: CourseState; damaged: number } | null> {
  let damaged = 0
  for (const step of await stepsOf(folder)) {
    const state = await readFile(fileOf(folder, step)).then((file) => soundOrNull(file, origin, program))
    // Steps and epochs before it may be missing only where the power failed between two writes.
    if (state !== null && state.step <= known.step && state.epoch <= known.epoch) return { state, damaged }
    damaged++
  }
  if (damaged > 0) throw new StudioError('checkpoint.damaged')
  return null
}

/** Those beyond `step`, from where the run will come again. */
export async function removeCheckpointsAfter(folder: string, step: number): Promise<void> {
  await removeCheckpoints(folder, (await stepsOf(folder)).filter((other) => other > step))
}

function soundOrNull(file: Uint8Array, origin: CheckpointOrigin, program: Program): CourseState | null {
  try {
    return decodeCheckpoint(file, origin, program)
  } catch (error) {
    if (error instanceof StudioError && error.code === 'checkpoint.damaged') return null
    throw error
  }
}

function fileOf(folder: string, step: number): string {
  return path.join(folder, `checkpoint-${step}.safetensors`)
}

/** Newest first. */
async function stepsOf(folder: string): Promise<number[]> {
  const steps = (await readdir(folder)).map((name) => Number(/^checkpoint-(\d{1,15})\.safetensors$/.exec(name)?.[1] ?? NaN))
  return steps.filter((step) => !Number.isNaN(step)).sort((a, b) => b - a)
}

async function removeCheckpoints(folder: string, steps: readonly number[]): Promise<void> {
  await Promise.all(steps.map((step) => rm(fileOf(folder, step), { force: true })))
}
