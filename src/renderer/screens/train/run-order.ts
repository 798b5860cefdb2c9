/** In which order the list of all runs stands. Plain summaries in and out. */
import type { RunSummary } from '#contract/run.ts'

export const runColumns = ['run', 'started', 'result', 'epochs', 'time'] as const
export type RunColumn = (typeof runColumns)[number]

export interface RunOrder {
  by: RunColumn
  /** 1: smallest first. */
  direction: 1 | -1
}

/** A second wish for the same column turns it round. */
export function nextOrder(order: RunOrder, by: RunColumn): RunOrder {
  return { by, direction: order.by === by && order.direction === -1 ? 1 : -1 }
}

/** What a run has nothing of stands last, whichever way; equal ones stand newest first. */
export function inOrder(runs: readonly RunSummary[], { by, direction }: RunOrder): RunSummary[] {
  return runs.toSorted((one, other) => {
    const [a, b] = [valueOf(one, by), valueOf(other, by)]
    if (a === null || b === null) return a === b ? other.number - one.number : a === null ? 1 : -1
    return a === b ? other.number - one.number : (a < b ? -1 : 1) * direction
  })
}

function valueOf({ number, startedAt, figure, epochs, seconds }: RunSummary, by: RunColumn): number | string | null {
  switch (by) {
    case 'run':
      return number
    case 'started':
      return startedAt
    case 'result':
      return figure?.value ?? null
    case 'epochs':
      return epochs.done
    case 'time':
      return seconds ?? null
    default:
      return by satisfies never
  }
}
