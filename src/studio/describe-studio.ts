/** What this studio is: version, start, engines, and the computer it is on. */
import { availableParallelism, cpus, totalmem } from 'node:os'
import type { EngineReason, StudioView } from '#contract/device.ts'
import type { RuntimeView } from '#contract/engine-runtime.ts'
import type { Workplace } from './workplace.ts'

export function describeStudio({ startId, options, tensorflow }: Workplace): StudioView {
  const reason = reasons[tensorflow.state()]
  return {
    version: options.versions.candor,
    startId,
    paths: options.paths,
    engines: [
      { name: 'compiled', available: true, backend: 'wasm', version: options.versions.candor, reason: null },
      { name: 'tfjs', available: true, backend: 'wasm', version: options.versions.tfjs, reason: null },
      { name: 'tensorflow', available: reason === null, backend: tensorflow.device(), version: tensorflow.version, reason },
    ],
    computer: { processor: cpus()[0]?.model.trim() ?? '', threads: availableParallelism(), memoryBytes: totalmem() },
  }
}

const reasons: Record<RuntimeView['state'], EngineReason | null> = { installed: null, absent: 'notInstalled', damaged: 'damaged', unproven: 'unproven' }
