/** Which settings and layers of the catalogue are words of the field. Knows no form. */
import type { TermName } from '#contract/wording/terms.ts'

/** Not `momentum`: it is one thing in an optimizer and another in a normalization. */
const settingTerms = {
  units: 'unit',
  activation: 'activation',
  useBias: 'bias',
  kernelInitializer: 'initialization',
  kernelRegularizer: 'regularization',
  rate: 'dropout',
  epochs: 'epoch',
  batchSize: 'batch',
  optimizer: 'optimizer',
  learningRate: 'learningRate',
  schedule: 'schedule',
  loss: 'loss',
  classWeights: 'classWeights',
  seed: 'seed',
  'earlyStopping.enabled': 'earlyStopping',
} as const satisfies Record<string, TermName>

const layerTerms = {
  dense: 'denseLayer',
  activation: 'activation',
  dropout: 'dropout',
  gaussianNoise: 'regularization',
  batchNormalization: 'batchNormalization',
  layerNormalization: 'layerNormalization',
  conv1d: 'convolution',
  conv2d: 'convolution',
  maxPooling1d: 'pooling',
  maxPooling2d: 'pooling',
  averagePooling1d: 'pooling',
  averagePooling2d: 'pooling',
  globalMaxPooling1d: 'pooling',
  globalMaxPooling2d: 'pooling',
  globalAveragePooling1d: 'pooling',
  globalAveragePooling2d: 'pooling',
  add: 'residualConnection',
  embedding: 'embedding',
} as const satisfies Record<string, TermName>

export function termOfSetting(name: string): TermName | undefined {
  return termIn(settingTerms, name)
}

export function termOfLayer(type: string): TermName | undefined {
  return termIn(layerTerms, type)
}

function termIn(terms: Record<string, TermName>, name: string): TermName | undefined {
  return Object.hasOwn(terms, name) ? terms[name] : undefined
}
