/** Handlers of `engine.*`. */
import type { FileSource } from '#contract/dataset.ts'
import type { InstallEvent, RuntimeView } from '#contract/engine-runtime.ts'
import { fileOfSource } from '../dataset-source.ts'
import { EventQueue } from '../run/event-queue.ts'
import type { Workplace } from '../workplace.ts'

export function engineCalls({ tensorflow, options }: Workplace) {
  return {
    runtime: (): Promise<RuntimeView> => tensorflow.view(),

    async *install(source: FileSource | null, index: string | null, cuda: boolean, signal: AbortSignal | undefined): AsyncGenerator<InstallEvent, void> {
      const file = source === null ? null : await fileOfSource(source, options)
      yield* new EventQueue<InstallEvent>((push, stop) => tensorflow.install({ file, index: index ?? options.pythonIndex, cuda }, push, stop)).read(signal)
    },

    async remove(): Promise<RuntimeView> {
      await tensorflow.remove()
      return await tensorflow.view()
    },
  }
}
