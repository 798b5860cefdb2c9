/** The process that TensorFlow runs in, whoever started it. */
import type { ProcessAnswer, ProcessQuestion } from './process-messages.ts'

export interface TensorflowPlace {
  /** The program that is started. */
  program: string
  addon: string
  /** What the build that is installed found to compute on. */
  device: 'cpu' | 'gpu'
  /** Where the build for NVIDIA cards is installed: the folder of their compiler, which XLA calls; null: it is the one for processors. */
  cuda: string | null
  /** Who starts it: this process, or Electron's main for it, where this is a utility process of the desktop app. */
  starter: 'self' | 'electron'
  /** For small networks TensorFlow is fastest with a single thread; null: as it likes. */
  threads: number | null
  /** A file that what it says besides its answers is written behind; absent: nobody wants to read it. */
  log?: string
}

export interface TensorflowChild {
  /** Nothing where it is gone. */
  send(question: ProcessQuestion): void
  onAnswer(listener: (answer: ProcessAnswer) => void): void
  /** `how`: a signal or number, and its last words. */
  onEnd(listener: (how: string) => void): void
  kill(): void
}

export function environmentFor({ threads, cuda }: Pick<TensorflowPlace, 'threads' | 'cuda'>): Record<string, string> {
  // Warnings and errors: for the run's log, and for the last words of a process that dies.
  const usual = { TF_CPP_MIN_LOG_LEVEL: '1', TF_ENABLE_ONEDNN_OPTS: '1' }
  // Without the second, the first process would take all memory of the card, and the next one find none.
  const always = cuda === null ? usual : { ...usual, XLA_FLAGS: `--xla_gpu_cuda_data_dir=${cuda}`, TF_FORCE_GPU_ALLOW_GROWTH: 'true' }
  return threads === null ? always : { ...always, TF_NUM_INTEROP_THREADS: String(threads), TF_NUM_INTRAOP_THREADS: String(threads) }
}
