/** The tasks of a window's main thread, from Chromium's own trace. Knows no product. */
import type { Browser, Page } from '@playwright/test'

export interface TracedTasks {
  /** Milliseconds of the longest task, as a person waits. */
  longest: number
  /** Milliseconds of processor time of the task with most of it: what it takes where nothing else wants the core. */
  mostProcessorTime: number
}

interface TraceEvent {
  name: string
  pid: number
  tid: number
  ph: string
  /** Microseconds; `tdur` of processor time. */
  dur?: number
  tdur?: number
  args: { name?: string }
}

/** Of all that `visit` does. */
export async function traceTasks(browser: Browser, page: Page, visit: () => Promise<void>): Promise<TracedTasks> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  await visit()
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString('utf8'))
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`
  const mains = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf))
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.name === 'ThreadControllerImpl::RunTask' && mains.has(threadOf(event)))
  if (tasks.length === 0) throw new Error("Chromium's trace has no tasks of the window.")
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), 0) / 1000
  return { longest: most(tasks.map(({ dur }) => dur ?? 0)), mostProcessorTime: most(tasks.map(({ tdur }) => tdur ?? 0)) }
}
