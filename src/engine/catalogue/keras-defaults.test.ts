import { describe, expect, it } from 'vitest'
import type { CatalogueEntry, SettingValue } from '#contract/network.ts'
import { catalogue } from './catalogue.ts'

type Defaults = Record<string, SettingValue>

const convolution = { strides: 1, padding: 'valid', activation: 'linear', useBias: true, kernelInitializer: { type: 'glorotUniform' }, biasInitializer: { type: 'zeros' }, kernelRegularizer: null, biasRegularizer: null }
const pooling = { poolSize: 2, strides: 0, padding: 'valid' }

/** Of every optimizer: weight_decay=None, clipvalue=None, clipnorm=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99; 0 is None. */
const ofEvery = { weightDecay: 0, clipvalue: 0, clipnorm: 0, globalClipnorm: 0, useEma: false, emaMomentum: 0.99 }

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
    // Reshape(target_shape)
    reshape: {},
    // Conv1D(filters, kernel_size, strides=1, padding="valid", activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros", kernel_regularizer=None, bias_regularizer=None), and the same for two axes
    conv1d: convolution,
    conv2d: convolution,
    // MaxPooling1D(pool_size=2, strides=None, padding="valid"), and the same for averages and two axes; 0 is None.
    maxPooling1d: pooling,
    averagePooling1d: pooling,
    maxPooling2d: pooling,
    averagePooling2d: pooling,
    globalMaxPooling1d: {},
    globalAveragePooling1d: {},
    globalMaxPooling2d: {},
    globalAveragePooling2d: {},
    flatten: {},
    // Add()
    add: {},
    // Embedding(input_dim, output_dim, embeddings_initializer="uniform", embeddings_regularizer=None); "uniform" is RandomUniform().
    embedding: { embeddingsInitializer: { type: 'randomUniform' }, embeddingsRegularizer: null },
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
    // VarianceScaling(scale=1.0, mode="fan_in", distribution="truncated_normal")
    varianceScaling: { scale: 1, mode: 'fanIn', distribution: 'truncatedNormal' },
    // Orthogonal(gain=1.0)
    orthogonal: { gain: 1 },
    // Identity(gain=1.0)
    identity: { gain: 1 },
    // Not Keras's.
    lsuv: {},
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
    // LogCosh()
    logCosh: {},
    // BinaryCrossentropy(label_smoothing=0.0)
    binaryCrossentropy: { labelSmoothing: 0 },
    // BinaryFocalCrossentropy(apply_class_balancing=False, alpha=0.25, gamma=2.0, label_smoothing=0.0)
    binaryFocalCrossentropy: { applyClassBalancing: false, alpha: 0.25, gamma: 2, labelSmoothing: 0 },
    // CategoricalCrossentropy(label_smoothing=0.0)
    categoricalCrossentropy: { labelSmoothing: 0 },
    // CategoricalFocalCrossentropy(alpha=0.25, gamma=2.0, label_smoothing=0.0)
    categoricalFocalCrossentropy: { alpha: 0.25, gamma: 2, labelSmoothing: 0 },
    // KLDivergence(), Poisson(), Hinge(), SquaredHinge()
    klDivergence: {},
    poisson: {},
    hinge: {},
    squaredHinge: {},
  },
  optimizers: {
    // SGD(learning_rate=0.01, momentum=0.0, nesterov=False)
    sgd: { learningRate: 0.01, momentum: 0, nesterov: false, ...ofEvery },
    // RMSprop(learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-07, centered=False)
    rmsprop: { learningRate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false, ...ofEvery },
    // Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False)
    adam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false, ...ofEvery },
    // AdamW(learning_rate=0.001, weight_decay=0.004, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False)
    adamw: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false, ...ofEvery, weightDecay: 0.004 },
    // Nadam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07), and Adamax the same
    nadam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...ofEvery },
    adamax: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...ofEvery },
    // Adagrad(learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-07)
    adagrad: { learningRate: 0.001, initialAccumulatorValue: 0.1, epsilon: 1e-7, ...ofEvery },
    // Adadelta(learning_rate=0.001, rho=0.95, epsilon=1e-07)
    adadelta: { learningRate: 0.001, rho: 0.95, epsilon: 1e-7, ...ofEvery },
    // Lion(learning_rate=0.001, beta_1=0.9, beta_2=0.99)
    lion: { learningRate: 0.001, beta1: 0.9, beta2: 0.99, ...ofEvery },
  },
  schedules: {
    // Steps are epochs here, and Keras wants most of them said: 0 is to the end of the run, the others are what its examples say.
    constant: {},
    // CosineDecay(alpha=0.0, warmup_target=None, warmup_steps=0)
    cosineDecay: { decayEpochs: 0, endFactor: 0, warmupEpochs: 0, startFactor: 0 },
    // fastai: fit_one_cycle(pct_start=0.25, div=25.0, div_final=100000.0)
    oneCycle: { warmupShare: 0.25, startFactor: 1 / 25, endFactor: 1 / 100_000 },
    // ReduceLROnPlateau(factor=0.1, patience=10, min_delta=0.0001, cooldown=0, min_lr=0.0)
    reduceOnPlateau: { factor: 0.1, patience: 10, minimumChange: 0.0001, cooldown: 0, minimumLearningRate: 0 },
    // Not Keras's.
    step: { everyEpochs: 10, factor: 0.5 },
    // ExponentialDecay(decay_rate=0.96, staircase=False)
    exponentialDecay: { decayEpochs: 1, decayRate: 0.96, staircase: false },
    // InverseTimeDecay(decay_rate=0.5, staircase=False)
    inverseTimeDecay: { decayEpochs: 1, decayRate: 0.5, staircase: false },
    // PolynomialDecay(end_learning_rate=0.0001, power=1.0, cycle=False)
    polynomialDecay: { decayEpochs: 0, endLearningRate: 0.0001, power: 1, cycle: false },
    // CosineDecayRestarts(t_mul=2.0, m_mul=1.0, alpha=0.0)
    cosineDecayRestarts: { firstDecayEpochs: 10, lengthFactor: 2, heightFactor: 1, endFactor: 0 },
  },
} as const satisfies Record<string, Record<string, Defaults>>

/** Keras wants these said; ours are what its examples say. */
const required = {
  'dense.units': 64, 'activation.activation': 'relu', 'dropout.rate': 0.5, 'gaussianNoise.stddev': 0.1, 'reshape.height': 28, 'reshape.width': 28, 'reshape.channels': 1,
  'conv1d.filters': 32, 'conv1d.kernelSize': 3, 'conv2d.filters': 32, 'conv2d.kernelSize': 3, 'add.from': 'input', 'embedding.outputDim': 8,
}

const defaultsOf = (entry: CatalogueEntry): Defaults => Object.fromEntries(entry.settings.filter(({ name }) => !Object.hasOwn(required, `${entry.type}.${name}`)).map((setting) => [setting.name, setting.default]))

describe('defaults are Keras 3\'s', () => {
  it.each(['layers', 'initializers', 'regularizers', 'losses', 'optimizers', 'schedules'] as const)('for %s, and nothing is missing', (list) => {
    expect(Object.fromEntries(catalogue[list].map((entry) => [entry.type, defaultsOf(entry)]))).toEqual(keras[list])
  })

  it('where Keras has none, they are usual ones', () => {
    const found = catalogue.layers.flatMap((entry) => entry.settings.map((setting) => [`${entry.type}.${setting.name}`, setting.default] as const)).filter(([name]) => Object.hasOwn(required, name))
    expect(Object.fromEntries(found)).toEqual(required)
  })

  it('for the settings of training, but for five that are said here', () => {
    const own = Object.fromEntries(catalogue.training.map((setting) => [setting.name, setting.default]))
    expect(own).toEqual({
      // Model.fit(batch_size=32, class_weight=None); EarlyStopping(min_delta=0), which nobody has to use.
      batchSize: 32,
      classWeights: 'none',
      'earlyStopping.enabled': false,
      'earlyStopping.minimumChange': 0,
      // Keras: one epoch, which is hardly ever what is wanted; no waiting; the last weights; a seed by chance; whatever the machine does fastest.
      epochs: 10,
      'earlyStopping.patience': 5,
      'earlyStopping.restoreBest': true,
      seed: 1,
      arithmetic: 'exact',
    })
  })
})
