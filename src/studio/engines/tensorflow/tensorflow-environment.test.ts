/** The environment of the process that TensorFlow runs in. */
import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { cudaWheels } from './cuda-wheels.ts'
import { environmentFor } from './tensorflow-environment.ts'
import { cudaPlaceIn } from './unpack-wheel.ts'

const cuda = { compiler: '/a/nvidia/cuda_nvcc', libraries: ['/a/nvidia/nccl/lib', '/a/nvidia/cusolver/lib'] }

it('is for processors what it always was, whatever the person has set', () => {
  expect(environmentFor({ threads: null, cuda: null }, { LD_LIBRARY_PATH: '/own', XLA_FLAGS: '--own' })).toEqual({ TF_CPP_MIN_LOG_LEVEL: '1', TF_ENABLE_ONEDNN_OPTS: '1' })
  expect(environmentFor({ threads: 1, cuda: null }, {})).toMatchObject({ TF_NUM_INTEROP_THREADS: '1', TF_NUM_INTRAOP_THREADS: '1' })
})

it('has the folder of every library of NVIDIA’s, before those of the person', () => {
  const { libraries } = cudaPlaceIn('/home/me/engines/tensorflow', cudaWheels)
  for (const { libraries: own } of cudaWheels.slice(1)) {
    for (const { path } of own) if (path.includes('.so')) expect(path.includes('/nvvm/') || libraries.some((folder) => folder === `/home/me/engines/tensorflow/${path.slice(0, path.lastIndexOf('/'))}`), path).toBe(true)
  }
  expect(environmentFor({ threads: null, cuda }, {})['LD_LIBRARY_PATH']).toBe('/a/nvidia/nccl/lib:/a/nvidia/cusolver/lib')
  expect(environmentFor({ threads: null, cuda }, { LD_LIBRARY_PATH: '/usr/local/cuda-13/lib64' })['LD_LIBRARY_PATH']).toBe('/a/nvidia/nccl/lib:/a/nvidia/cusolver/lib:/usr/local/cuda-13/lib64')
})

it('computes on a card with all bits, and the same ones each time', () => {
  expect(environmentFor({ threads: null, cuda }, {})).toMatchObject({ NVIDIA_TF32_OVERRIDE: '0', TF_DETERMINISTIC_OPS: '1', TF_FORCE_GPU_ALLOW_GROWTH: 'true', XLA_FLAGS: expect.stringContaining('--xla_gpu_deterministic_ops=true') })
})

it('names a folder with blanks and quotes as XLA reads it, and leaves the person’s flags behind it', () => {
  const flags = environmentFor({ threads: null, cuda: { ...cuda, compiler: '/home/A "B" C\\D/cuda_nvcc' } }, { XLA_FLAGS: ' --xla_dump_to=/tmp/x ' })['XLA_FLAGS'] ?? ''
  expect(flags).toMatch(/^--xla_gpu_cuda_data_dir="[^ ]+ \\"B\\" C\\\\D\/cuda_nvcc" --/u)
  expect(flags.endsWith(' --xla_dump_to=/tmp/x')).toBe(true)
  // A shell reads such quotes as XLA does.
  expect(spawnSync('sh', ['-c', `printf '%s\\n' ${flags}`], { encoding: 'utf8' }).stdout.split('\n')[0]).toBe('--xla_gpu_cuda_data_dir=/home/A "B" C\\D/cuda_nvcc')
})

it('says of each library whether it was found, where somebody wants to know', () => {
  expect(environmentFor({ threads: 1, cuda, explains: true }, {})).toMatchObject({ TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'dso_loader=1' })
})
