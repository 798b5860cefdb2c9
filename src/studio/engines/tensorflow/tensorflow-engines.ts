/** TensorFlow's engines, with and without XLA, over the same processes: one for each number of threads, started when it is needed. */
import type { Engine } from '#engine/training/engine.ts'
import type { TensorflowPlace } from './tensorflow-child.ts'
import { startProcessSession } from './process-session.ts'
import type { ProcessSession } from './process-session.ts'

export interface TensorflowEngines {
  engine(jitCompile: boolean): Engine
  /** Ends the processes. Without it they end with this thread. */
  end(): Promise<void>
}

export async function tensorflowEngines(place: Omit<TensorflowPlace, 'threads'>): Promise<TensorflowEngines> {
  const { createTensorflowEngine } = await import('#engine/tensorflow/engine.ts')
  const sessions = new Map<number | null, ProcessSession>()
  const open = (threads: number | null): ProcessSession => {
    const session = sessions.get(threads) ?? startProcessSession({ ...place, threads })
    sessions.set(threads, session)
    return session
  }
  return {
    engine: (jitCompile) => createTensorflowEngine({ open, xla: jitCompile }),
    async end() {
      await Promise.all([...sessions.values()].map((session) => session.end()))
      sessions.clear()
    },
  }
}
