/** Why TensorFlow takes no card, out of what it says while it starts (dso_loader.cc, cuda_executor.cc). */
import type { GraphicsView } from '#contract/device.ts'

/** null: it does not say. TensorRT is nothing it needs. */
export function hindranceIn(log: string): GraphicsView['hindrance'] {
  const library = [...log.matchAll(/Could not load dynamic library '([^'\n]+)'/gu)].map(([, name = '']) => name).find((name) => !name.startsWith('libnvinfer'))
  // The driver brings this one.
  if (library !== undefined) return { kind: library.startsWith('libcuda.so') ? 'driver' : 'library', value: library.slice(0, 100) }
  const answer = /failed call to cuInit: (?:[A-Z_]+: )?(?:CUDA error: )?(?:Failed call to cuInit: )?(.+)/u.exec(log)?.[1]
  return answer === undefined ? null : { kind: 'driver', value: answer.trim().slice(0, 100) }
}
