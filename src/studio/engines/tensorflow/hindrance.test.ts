/** Lines as TensorFlow 2.21 writes them: the first on a machine with a card, the second on one without. */
import { expect, it } from 'vitest'
import { hindranceIn } from './hindrance.ts'

const opened = "I0000 00:00:1795717310.824035    1213 dso_loader.cc:133] Successfully opened dynamic library libcudnn.so.9\n"
const missing = "I0000 00:00:1795717310.888910    1200 dso_loader.cc:144] Could not load dynamic library 'libcusolver.so.11'; dlerror: libcusolver.so.11: cannot open shared object file: No such file or directory\n"

it('is the first library that can’t be opened', () => {
  expect(hindranceIn(opened + missing + missing.replaceAll('cusolver.so.11', 'cusparse.so.12'))).toEqual({ kind: 'library', value: 'libcusolver.so.11' })
})

it('is what the driver answered', () => {
  const line = 'E0000 00:00:1764180000.123456 77 cuda_platform.cc:52] failed call to cuInit: INTERNAL: CUDA error: Failed call to cuInit: UNKNOWN ERROR (303)\n'
  expect(hindranceIn(opened + line)).toEqual({ kind: 'driver', value: 'UNKNOWN ERROR (303)' })
  expect(hindranceIn(line.replace('UNKNOWN ERROR (303)', 'CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected'))).toEqual({ kind: 'driver', value: 'CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected' })
})

it('is the driver where its own library can’t be opened', () => {
  expect(hindranceIn(missing.replaceAll('libcusolver.so.11', 'libcuda.so.1'))).toEqual({ kind: 'driver', value: 'libcuda.so.1' })
})

it('is none where it says none, or misses only what it does not need', () => {
  expect(hindranceIn(opened)).toBeNull()
  expect(hindranceIn(missing.replaceAll('libcusolver.so.11', 'libnvinfer.so.10'))).toBeNull()
})
