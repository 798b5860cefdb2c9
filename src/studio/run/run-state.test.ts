import { describe, expect, it } from 'vitest'
import type { RunState } from '#contract/run.ts'
import { advance, isResumable } from './run-state.ts'
import type { RunStateEvent } from './run-state.ts'

const finished: RunState = { kind: 'finished', reason: 'completed' }
const ended: RunStateEvent = { kind: 'ended', state: { kind: 'finished', reason: 'failed' } }

const events: RunStateEvent['kind'][] = ['begun', 'trainingStarted', 'pause', 'resume', 'oneEpoch', 'finish', 'epochDone', 'trained', 'ended', 'revive']
/** Rows: state; columns: event, in the order above. `!busy`, `!ended`: refused with that code. */
const table: Record<RunState['kind'], string[]> = {
  queued: ['preparing', 'queued', '!busy', '!busy', '!busy', 'finished', 'queued', 'judging', 'finished', '!busy'],
  preparing: ['preparing', 'training', '!busy', '!busy', '!busy', 'stopping', 'preparing', 'judging', 'finished', '!busy'],
  training: ['training', 'training', 'paused', 'training', 'training', 'stopping', 'paused', 'judging', 'finished', '!busy'],
  paused: ['paused', 'paused', 'paused', 'training', 'training', 'stopping', 'paused', 'judging', 'finished', '!busy'],
  stopping: ['stopping', 'stopping', '!busy', '!busy', '!busy', 'stopping', 'stopping', 'judging', 'finished', '!busy'],
  judging: ['judging', 'judging', '!busy', '!busy', '!busy', 'judging', 'judging', 'judging', 'finished', '!busy'],
  finished: ['finished', 'finished', '!ended', '!ended', '!ended', '!ended', 'finished', 'finished', 'finished', '!ended'],
}

function stateOf(kind: RunState['kind']): RunState {
  return kind === 'finished' ? finished : { kind }
}

function eventOf(kind: RunStateEvent['kind']): RunStateEvent {
  return kind === 'ended' ? ended : { kind }
}

function outcome(state: RunState, event: RunStateEvent): string {
  try {
    return advance(state, event).kind
  } catch (error) {
    return `!${String(error instanceof Error ? error.message : error).replace('run.', '')}`
  }
}

describe('the life of a run', () => {
  const cases = Object.entries(table).flatMap(([state, outcomes]) => outcomes.map((expected, index) => ({ state, event: events[index] ?? 'begun', expected })))

  it.each(cases)('$state + $event -> $expected', ({ state, event, expected }) => {
    const from = Object.keys(table).find((kind): kind is RunState['kind'] => kind === state)
    expect(from).toBeDefined()
    if (from !== undefined) expect(outcome(stateOf(from), eventOf(event))).toBe(expected)
  })

  it('keeps the first reason when a second end is reported', () => {
    expect(advance(finished, ended)).toBe(finished)
  })

  it('goes on only where something other than the person or the plan ended it', () => {
    const interrupted: RunState = { kind: 'finished', reason: 'interrupted' }
    const failed = (code: string): RunState => ({ kind: 'finished', reason: 'failed', error: { code, details: {} } })
    expect(advance(interrupted, { kind: 'revive' })).toEqual({ kind: 'queued' })
    expect(advance(failed('disk.full'), { kind: 'revive' })).toEqual({ kind: 'queued' })
    expect([finished, failed('memory.exceeded'), { kind: 'training' } as const].map(isResumable)).toEqual([false, false, false])
  })

  it('says that a run given up while it waited was ended by the person', () => {
    expect(advance({ kind: 'queued' }, { kind: 'finish' })).toEqual({ kind: 'finished', reason: 'finishedByPerson' })
  })
})
