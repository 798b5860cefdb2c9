/** What this studio is: version, start, engines. */
import type { StudioView } from '#contract/device.ts'
import type { Workplace } from './workplace.ts'

export function describeStudio({ startId, options, tensorflow }: Workplace): StudioView {
  const isInstalled = tensorflow.place() !== null
  return {
    version: options.versions.candor,
    startId,
    paths: options.paths,
    engines: [
      { name: 'compiled', available: true, backend: 'wasm', version: options.versions.candor, reason: null },
      { name: 'tfjs', available: true, backend: 'wasm', version: options.versions.tfjs, reason: null },
      { name: 'tensorflow', available: isInstalled, backend: isInstalled ? 'cpu' : null, version: tensorflow.version, reason: isInstalled ? null : 'notInstalled' },
    ],
  }
}
