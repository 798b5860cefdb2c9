import { expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { asEngineFailure } from './engine-failure.ts'

it.each([
  'RESOURCE_EXHAUSTED: OOM when allocating tensor with shape[65536,4096] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc',
  'failed to allocate memory: CUDA_ERROR_OUT_OF_MEMORY: out of memory',
  'std::bad_alloc',
])('is too little memory where TensorFlow says so: %s', (reason) => {
  expect(asEngineFailure({ ok: false, reason, at: 'work' })).toMatchObject({ code: 'engine.memory', details: { value: reason } })
})

it('is a broken installation where the library does not load', () => {
  expect(asEngineFailure({ ok: false, reason: 'libtensorflow_cc.so.2: cannot open shared object file\nmore', at: 'start' })).toMatchObject({ code: 'engine.broken', details: { value: 'libtensorflow_cc.so.2: cannot open shared object file' } })
})

it('is a bug otherwise', () => {
  const error = asEngineFailure({ ok: false, reason: 'No registered OpKernel', at: 'work' })
  expect(error).not.toBeInstanceOf(StudioError)
  expect(error.message).toBe('TensorFlow: No registered OpKernel')
})
