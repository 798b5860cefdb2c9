/** What the process that TensorFlow runs in finds in its environment: settings of TensorFlow, XLA and CUDA, beside what the person has set. */
import type { TensorflowPlace } from './tensorflow-child.ts'

/** Where the build for NVIDIA cards finds what is NVIDIA's. */
export interface CudaPlace {
  /** Folder of their compiler, which XLA calls. */
  compiler: string
  /** Folders of their libraries. */
  libraries: readonly string[]
}

/** `own`: of the process that starts it. `explains`: it says of every library of NVIDIA's whether it was found. */
export function environmentFor({ threads, cuda, explains = false }: Pick<TensorflowPlace, 'threads' | 'cuda' | 'explains'>, own: NodeJS.ProcessEnv): Record<string, string> {
  return {
    // Warnings and errors: for the run's log, and for the last words of a process that dies.
    TF_CPP_MIN_LOG_LEVEL: explains ? '0' : '1',
    ...(explains ? { TF_CPP_VMODULE: 'dso_loader=1' } : {}),
    TF_ENABLE_ONEDNN_OPTS: '1',
    ...(cuda === null ? {} : forCards(cuda, own)),
    ...(threads === null ? {} : { TF_NUM_INTEROP_THREADS: String(threads), TF_NUM_INTRAOP_THREADS: String(threads) }),
  }
}

function forCards({ compiler, libraries }: CudaPlace, own: NodeJS.ProcessEnv): Record<string, string> {
  const others = own['LD_LIBRARY_PATH'] ?? ''
  const flags = own['XLA_FLAGS'] ?? ''
  return {
    // TensorFlow opens them by name, and looks itself for some of them only. Those it was built with come before any others of the person's.
    LD_LIBRARY_PATH: [...libraries, ...(others === '' ? [] : [others])].join(':'),
    // XLA reads no flag behind a blank that is not in quotes. What does not begin with a minus would be a file, instead of all flags.
    XLA_FLAGS: [`--xla_gpu_cuda_data_dir="${compiler.replaceAll(/["\\]/gu, String.raw`\$&`)}"`, ...exactFlags, ...(flags.trimStart().startsWith('-') ? [flags.trim()] : [])].join(' '),
    // Else the first process would take all memory of the card, and the next one find none.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    // Products of 10 bits in place of 23, which TensorFlow takes on recent cards: numbers would not be those of the other engines.
    NVIDIA_TF32_OVERRIDE: '0',
    // Sums in one order, so that a run can be repeated to the bit.
    TF_DETERMINISTIC_OPS: '1',
  }
}

/** The same for what XLA compiles: no kernels chosen by how long they took, and none of its own that would take fewer bits. */
const exactFlags = ['--xla_gpu_deterministic_ops=true', '--xla_gpu_enable_triton_gemm=false']
