/** The process that TensorFlow runs in, whoever started it. */
import type { ProcessAnswer, ProcessQuestion } from './process-messages.ts'
import type { CudaPlace } from './tensorflow-environment.ts'

export interface TensorflowPlace {
  /** The program that is started. */
  program: string
  addon: string
  /** What the build that is installed found to compute on when it was tried; what it computes on now it says itself. */
  device: 'cpu' | 'gpu'
  /** null: it is the build for processors. */
  cuda: CudaPlace | null
  /** Who starts it: this process, or Electron's main for it, where this is a utility process of the desktop app. */
  starter: 'self' | 'electron'
  /** For small networks TensorFlow is fastest with a single thread; null: as it likes. */
  threads: number | null
  /** A file that what it says besides its answers is written behind; absent: nobody wants to read it. */
  log?: string
  /** Whether it says there why it takes no card. */
  explains?: boolean
}

export interface TensorflowChild {
  /** Nothing where it is gone. */
  send(question: ProcessQuestion): void
  onAnswer(listener: (answer: ProcessAnswer) => void): void
  /** `how`: a signal or number, and its last words. */
  onEnd(listener: (how: string) => void): void
  kill(): void
}
