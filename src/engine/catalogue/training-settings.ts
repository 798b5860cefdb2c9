/** The settings of training that belong to no loss or optimizer. Names are paths into the plan's `training`. */
import type { SettingEntry } from '#contract/network.ts'
import { choice, integer, number, text, toggle } from './entries.ts'

export const trainingSettings: readonly SettingEntry[] = [
  integer('epochs', 10, text('How often it goes through all training rows.', '把训练集完整过多少遍。'), { common: true, minimum: 1, maximum: 100_000, step: 1 }),
  integer('batchSize', 32, text('How many rows it looks at before each step.', '每走一步之前查看多少行。'), { common: true, minimum: 1, maximum: 65_536, step: 1, unit: text('rows', '行') }),
  toggle('earlyStopping.enabled', false, text('Ends training when the validation rows show no more progress.', '验证集上不再进步时结束训练。'), { common: true }),
  integer('earlyStopping.patience', 5, text('How many epochs without progress it waits.', '连续多少轮没有进步才停止。'), { minimum: 0, maximum: 10_000, step: 1, unit: text('epochs', '轮') }),
  number('earlyStopping.minimumChange', 0, text('How much the loss must fall to count as progress.', '损失至少下降多少才算进步。'), { minimum: 0, maximum: 1_000_000, step: 0.001 }),
  toggle('earlyStopping.restoreBest', true, text('Keeps the weights of the best epoch instead of the last.', '保留最佳一轮的权重，而不是最后一轮。')),
  choice('classWeights', 'none', text('Balanced: rows of rare answers count more, as if all answers were equally frequent.', '均衡：少见答案的行占更大分量，如同各类一样多。'), [
    { value: 'none', label: text('all rows count alike', '各行同等') },
    { value: 'balanced', label: text('balanced', '均衡') },
  ]),
  choice('arithmetic', 'exact', text('Exact gives the same result to the last digit on every computer. Fast saves a tenth of the time or so where the processor can multiply and add in one go; its last digits then depend on the computer.', '精确：在任何电脑上结果都逐位相同。快速：处理器支持乘加合一时约省一成时间，但末尾几位会因电脑而异。'), [
    { value: 'exact', label: text('exact', '精确') },
    { value: 'fast', label: text('fast', '快速') },
  ]),
  integer('seed', 1, text('The same seed gives the same result; another one shows how much is luck.', '相同的种子得到相同的结果；换一个种子可看出有多少是运气。'), { minimum: 0, maximum: 4_294_967_295, step: 1 }),
]
