/** Starts the process that TensorFlow runs in, by whoever may. */
import { electronTensorflow } from './electron-tensorflow.ts'
import { forkTensorflow } from './fork-tensorflow.ts'
import type { TensorflowChild, TensorflowPlace } from './tensorflow-child.ts'

export function startTensorflow(place: TensorflowPlace): TensorflowChild {
  switch (place.starter) {
    case 'self':
      return forkTensorflow(place)
    case 'electron':
      return electronTensorflow(place)
    default:
      return place.starter satisfies never
  }
}
