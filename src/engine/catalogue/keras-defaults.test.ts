import { describe, expect, it } from 'vitest'
import type { CatalogueEntry, SettingValue } from '#contract/network.ts'
import { catalogue } from './catalogue.ts'

type Defaults = Record<string, SettingValue>

/** As Keras 3's documentation gives the arguments (https://keras.io/api), in this catalogue's spelling; null is Keras's None. */
const keras = {
  layers: {
    // Dense(units, activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros", kernel_regularizer=None, bias_regularizer=None)
    dense: { activation: 'linear', useBias: true, kernelInitializer: { type: 'glorotUniform' }, biasInitializer: { type: 'zeros' }, kernelRegularizer: null, biasRegularizer: null },
    // Activation(activation)
    activation: {},
    // Dropout(rate)
    dropout: {},
    // BatchNormalization(momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer="zeros", gamma_initializer="ones", moving_mean_initializer="zeros", moving_variance_initializer="ones", beta_regularizer=None, gamma_regularizer=None)
    batchNormalization: {
      momentum: 0.99, epsilon: 0.001, center: true, scale: true, betaInitializer: { type: 'zeros' }, gammaInitializer: { type: 'ones' }, movingMeanInitializer: { type: 'zeros' }, movingVarianceInitializer: { type: 'ones' }, betaRegularizer: null, gammaRegularizer: null,
    },
    // LayerNormalization(epsilon=0.001, center=True, scale=True, beta_initializer="zeros", gamma_initializer="ones", beta_regularizer=None, gamma_regularizer=None)
    layerNormalization: { epsilon: 0.001, center: true, scale: true, betaInitializer: { type: 'zeros' }, gammaInitializer: { type: 'ones' }, betaRegularizer: null, gammaRegularizer: null },
    // GaussianNoise(stddev)
    gaussianNoise: {},
  },
  initializers: {
    zeros: {},
    ones: {},
    // Constant(value=0.0)
    constant: { value: 0 },
    // RandomNormal(mean=0.0, stddev=0.05)
    randomNormal: { mean: 0, stddev: 0.05 },
    // TruncatedNormal(mean=0.0, stddev=0.05)
    truncatedNormal: { mean: 0, stddev: 0.05 },
    // RandomUniform(minval=-0.05, maxval=0.05)
    randomUniform: { minval: -0.05, maxval: 0.05 },
    glorotUniform: {},
    glorotNormal: {},
    heUniform: {},
    heNormal: {},
    lecunUniform: {},
    lecunNormal: {},
    // Orthogonal(gain=1.0)
    orthogonal: { gain: 1 },
  },
  regularizers: {
    none: {},
    // L1(l1=0.01)
    l1: { l1: 0.01 },
    // L2(l2=0.01)
    l2: { l2: 0.01 },
    // L1L2(l1=0.0, l2=0.0)
    l1l2: { l1: 0, l2: 0 },
  },
  losses: {
    meanSquaredError: {},
    meanAbsoluteError: {},
    // Huber(delta=1.0)
    huber: { delta: 1 },
    // BinaryCrossentropy(label_smoothing=0.0)
    binaryCrossentropy: { labelSmoothing: 0 },
    // CategoricalCrossentropy(label_smoothing=0.0)
    categoricalCrossentropy: { labelSmoothing: 0 },
  },
  optimizers: {
    // SGD(learning_rate=0.01, momentum=0.0, nesterov=False)
    sgd: { learningRate: 0.01, momentum: 0, nesterov: false },
    // RMSprop(learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-07, centered=False)
    rmsprop: { learningRate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
    // Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False)
    adam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false },
    // AdamW(learning_rate=0.001, weight_decay=0.004, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False)
    adamw: { learningRate: 0.001, weightDecay: 0.004, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false },
  },
} as const satisfies Record<string, Record<string, Defaults>>

/** Keras wants these said; ours are what its examples say. */
const required = { 'dense.units': 64, 'activation.activation': 'relu', 'dropout.rate': 0.5, 'gaussianNoise.stddev': 0.1 }

const defaultsOf = (entry: CatalogueEntry): Defaults => Object.fromEntries(entry.settings.filter(({ name }) => !Object.hasOwn(required, `${entry.type}.${name}`)).map((setting) => [setting.name, setting.default]))

describe('defaults are Keras 3\'s', () => {
  it.each(['layers', 'initializers', 'regularizers', 'losses', 'optimizers'] as const)('for %s, and nothing is missing', (list) => {
    expect(Object.fromEntries(catalogue[list].map((entry) => [entry.type, defaultsOf(entry)]))).toEqual(keras[list])
  })

  it('where Keras has none, they are usual ones', () => {
    const found = catalogue.layers.flatMap((entry) => entry.settings.map((setting) => [`${entry.type}.${setting.name}`, setting.default] as const)).filter(([name]) => Object.hasOwn(required, name))
    expect(Object.fromEntries(found)).toEqual(required)
  })

  it('for the settings of training, but for four that are said here', () => {
    const own = Object.fromEntries(catalogue.training.map((setting) => [setting.name, setting.default]))
    expect(own).toEqual({
      // Model.fit(batch_size=32, class_weight=None); EarlyStopping(min_delta=0), which nobody has to use.
      batchSize: 32,
      classWeights: 'none',
      'earlyStopping.enabled': false,
      'earlyStopping.minimumChange': 0,
      // Keras: one epoch, which is hardly ever what is wanted; no waiting; the last weights; a seed by chance.
      epochs: 10,
      'earlyStopping.patience': 5,
      'earlyStopping.restoreBest': true,
      seed: 1,
    })
  })
})
