/**
 * How the learning rate changes during a run (`engine/training/schedules`). Keras 3's schedules with its names, told in epochs instead
 * of steps; step, oneCycle and reduceOnPlateau beside them.
 */
import type { CatalogueEntry } from '#contract/network.ts'
import { integer, number, text, toggle } from './entries.ts'

const inEpochs = { maximum: 100_000, step: 1, unit: text('epochs', '轮') }
const positive = { minimum: 0, minimumExcluded: true }
const toTheEnd = number('decayEpochs', 0, text('How long it falls. 0: to the end of the run.', '下降多长时间。0：直到训练结束。'), { common: true, minimum: 0, ...inEpochs })
const decayEpochs = number('decayEpochs', 1, text('In how many epochs it falls once by the decay rate.', '每过多少轮按衰减率下降一次。'), { common: true, ...positive, ...inEpochs })
const staircase = toggle('staircase', false, text('Falls at once after these epochs instead of a little in every step.', '每过这些轮一次性下降，而不是每一步都降一点。'))
const endFactor = number('endFactor', 0, text('What is left at the end, as a share of the learning rate.', '最后剩下多少，以学习率的比例表示。'), { minimum: 0, maximum: 1, step: 0.01 })

export const schedules = [
  { type: 'constant', label: text('constant', '不变'), help: text('The learning rate stays as it is.', '学习率保持不变。'), settings: [] },
  {
    type: 'cosineDecay',
    label: text('cosine decay', '余弦衰减'),
    help: text('Falls along half a wave: slowly, then fast, then slowly; with a warm-up before it if wanted.', '沿半个余弦波下降：先慢、再快、再慢；之前可以预热。'),
    formula: 'learning rate × (end + (1 - end) × (1 + cos(π × share of the fall)) / 2)',
    settings: [
      toTheEnd,
      endFactor,
      number('warmupEpochs', 0, text('How long it first rises to the learning rate. 0: no warm-up.', '先用多长时间升到学习率。0：不预热。'), { common: true, minimum: 0, ...inEpochs }),
      number('startFactor', 0, text('Where the warm-up starts, as a share of the learning rate.', '预热从哪里开始，以学习率的比例表示。'), { minimum: 0, maximum: 1, step: 0.01 }),
    ],
  },
  {
    type: 'oneCycle',
    label: text('one cycle', '单周期'),
    help: text('Rises to the learning rate and falls to almost nothing by the end of the run; allows larger rates.', '先升到学习率，再在训练结束前降到几乎为零；可以用较大的学习率。'),
    formula: 'half a cosine wave up, then half a cosine wave down',
    settings: [
      number('warmupShare', 0.25, text('How much of the run it rises.', '上升阶段占整个训练的多少。'), { common: true, minimum: 0, maximum: 1, maximumExcluded: true, step: 0.05 }),
      number('startFactor', 0.04, text('Where it starts, as a share of the learning rate.', '从哪里开始，以学习率的比例表示。'), { minimum: 0, maximum: 1, step: 0.01 }),
      number('endFactor', 0.00001, text('What is left at the end, as a share of the learning rate.', '最后剩下多少，以学习率的比例表示。'), { minimum: 0, maximum: 1, step: 0.01 }),
    ],
  },
  {
    type: 'reduceOnPlateau',
    label: text('reduce when it stalls', '停滞时降低'),
    help: text('Becomes smaller when the validation loss shows no more progress.', '验证集损失不再进步时调小学习率。'),
    formula: 'learning rate ← learning rate × factor after so many epochs without progress',
    settings: [
      number('factor', 0.1, text('What it is multiplied with.', '每次乘以多少。'), { common: true, ...positive, maximum: 1, maximumExcluded: true, step: 0.1 }),
      integer('patience', 10, text('How many epochs without progress it waits.', '连续多少轮没有进步才降低。'), { common: true, minimum: 0, ...inEpochs, maximum: 10_000 }),
      number('minimumChange', 0.0001, text('How much the loss must fall to count as progress.', '损失至少下降多少才算进步。'), { minimum: 0, maximum: 1_000_000, step: 0.001 }),
      integer('cooldown', 0, text('How many epochs it does not count after it became smaller.', '降低之后多少轮不计数。'), { minimum: 0, ...inEpochs, maximum: 10_000 }),
      number('minimumLearningRate', 0, text('It becomes no smaller than this.', '不会低于这个值。'), { minimum: 0, maximum: 1_000_000_000, step: 0.0001 }),
    ],
  },
  {
    type: 'step',
    label: text('steps', '阶梯'),
    help: text('Multiplied by a factor every few epochs.', '每过几轮乘以一个系数。'),
    formula: 'learning rate × factor ^ whole part of (epochs done / every)',
    settings: [
      number('everyEpochs', 10, text('After how many epochs it changes.', '每过多少轮变化一次。'), { common: true, ...positive, ...inEpochs }),
      number('factor', 0.5, text('What it is multiplied with.', '每次乘以多少。'), { common: true, ...positive, maximum: 10, step: 0.1 }),
    ],
  },
  {
    type: 'exponentialDecay',
    label: text('exponential decay', '指数衰减'),
    help: text('Falls by the same share again and again.', '每次都按相同的比例下降。'),
    formula: 'learning rate × decay rate ^ (epochs done / decay epochs)',
    settings: [decayEpochs, number('decayRate', 0.96, text('What is left after each of these times.', '每过一次剩下多少。'), { common: true, ...positive, maximum: 1, step: 0.01 }), staircase],
  },
  {
    type: 'inverseTimeDecay',
    label: text('inverse time decay', '反比衰减'),
    help: text('Falls fast at first, then ever more slowly.', '先降得快，之后越来越慢。'),
    formula: 'learning rate / (1 + decay rate × epochs done / decay epochs)',
    settings: [decayEpochs, number('decayRate', 0.5, text('How strongly it falls.', '下降的强度。'), { common: true, minimum: 0, maximum: 1000, step: 0.1 }), staircase],
  },
  {
    type: 'polynomialDecay',
    label: text('polynomial decay', '多项式衰减'),
    help: text('Falls to a last learning rate, in a straight line where the power is 1.', '下降到最终学习率，幂为 1 时沿直线下降。'),
    formula: '(learning rate - end) × (1 - share of the fall) ^ power + end',
    settings: [
      toTheEnd,
      number('endLearningRate', 0.0001, text('The learning rate at the end.', '结束时的学习率。'), { common: true, minimum: 0, maximum: 1_000_000_000, step: 0.0001 }),
      number('power', 1, text('1 is a straight line; above 1 it falls fast at first.', '1 为直线，大于 1 时先降得快。'), { ...positive, maximum: 10, step: 0.5 }),
      toggle('cycle', false, text('Begins to fall again, from lower down, when it has fallen.', '降完之后从较低处再次开始下降。')),
    ],
  },
  {
    type: 'cosineDecayRestarts',
    label: text('cosine decay with restarts', '带重启的余弦衰减'),
    help: text('Falls along half a wave again and again, each time longer.', '一次又一次沿半个余弦波下降，每次更长。'),
    formula: 'cosine decay that starts anew',
    settings: [
      number('firstDecayEpochs', 10, text('How long it falls the first time.', '第一次下降多长时间。'), { common: true, ...positive, ...inEpochs }),
      number('lengthFactor', 2, text('How many times as long each fall is as the one before.', '每次下降的时间是上一次的多少倍。'), { common: true, minimum: 1, maximum: 10, step: 0.5 }),
      number('heightFactor', 1, text('How high each fall starts, as a share of the one before.', '每次从多高开始下降，以上一次的比例表示。'), { ...positive, maximum: 1, step: 0.1 }),
      endFactor,
    ],
  },
] as const satisfies readonly CatalogueEntry[]

export type ScheduleName = (typeof schedules)[number]['type']
