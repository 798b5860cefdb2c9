/** The life of a run as a pure function: which state follows which, and what may be asked in each. */
import { StudioError } from '#contract/errors.ts'
import type { RunState } from '#contract/run.ts'

type Finished = Extract<RunState, { kind: 'finished' }>

export type RunStateEvent =
  /** Its turn has come: a worker is starting. */
  | { kind: 'begun' }
  /** The first step is about to be made. */
  | { kind: 'trainingStarted' }
  /** Asked for by a person. */
  | { kind: 'pause' }
  | { kind: 'resume' }
  /** Of an interrupted run: it waits for its turn again. */
  | { kind: 'revive' }
  | { kind: 'oneEpoch' }
  | { kind: 'finish' }
  /** The epoch asked for by `oneEpoch` is over. */
  | { kind: 'epochDone' }
  /** No more steps; weights are kept and being judged. */
  | { kind: 'trained' }
  | { kind: 'ended'; state: Finished }

export function isLive(state: RunState): boolean {
  return state.kind !== 'finished'
}

/** Whether it stopped by no will of its own and may go on: cut off, or where the disk was full or read-only. */
export function isResumable(state: RunState): boolean {
  return state.kind === 'finished' && (state.reason === 'interrupted' || (state.reason === 'failed' && state.error?.code.startsWith('disk.') === true))
}

/**
 * The state after `event`. What a person asks for in vain throws `run.ended` (it is over) or `run.busy` (not possible
 * now); what a worker reports too late changes nothing.
 */
export function advance(state: RunState, event: RunStateEvent): RunState {
  switch (event.kind) {
    case 'begun':
      return state.kind === 'queued' ? { kind: 'preparing' } : state
    case 'trainingStarted':
      return state.kind === 'preparing' ? { kind: 'training' } : state
    case 'pause':
      return steered(state, { kind: 'paused' })
    case 'resume':
    case 'oneEpoch':
      return steered(state, { kind: 'training' })
    case 'revive':
      return revived(state)
    case 'finish':
      return finishing(state)
    case 'epochDone':
      return state.kind === 'training' ? { kind: 'paused' } : state
    case 'trained':
      return isLive(state) ? { kind: 'judging' } : state
    case 'ended':
      return isLive(state) ? event.state : state
    default:
      return event satisfies never
  }
}

function revived(state: RunState): RunState {
  if (isLive(state)) throw new StudioError('run.busy')
  if (!isResumable(state)) throw new StudioError('run.ended')
  return { kind: 'queued' }
}

function steered(state: RunState, next: RunState): RunState {
  switch (state.kind) {
    case 'training':
    case 'paused':
      return state.kind === next.kind ? state : next
    case 'queued':
    case 'preparing':
    case 'stopping':
    case 'judging':
      throw new StudioError('run.busy')
    case 'finished':
      throw new StudioError('run.ended')
    default:
      return state satisfies never
  }
}

function finishing(state: RunState): RunState {
  switch (state.kind) {
    case 'queued':
      return { kind: 'finished', reason: 'finishedByPerson' }
    case 'preparing':
    case 'training':
    case 'paused':
      return { kind: 'stopping' }
    case 'stopping':
    case 'judging':
      return state
    case 'finished':
      throw new StudioError('run.ended')
    default:
      return state satisfies never
  }
}
