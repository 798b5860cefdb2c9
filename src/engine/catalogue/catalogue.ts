/** Everything that a plan's network and training can say, described once: forms, validation and command line are made from it. */
import type { Catalogue } from '#contract/network.ts'
import { activations } from './activations.ts'
import { text } from './entries.ts'
import { initializers } from './initializers.ts'
import { layers } from './layers.ts'
import { losses } from './losses.ts'
import { metrics } from './metrics.ts'
import { optimizers, schedules } from './optimizers.ts'
import { regularizers } from './regularizers.ts'
import { templates } from './templates.ts'
import { trainingSettings } from './training-settings.ts'

export const catalogue: Catalogue = {
  layers: [...layers],
  activations: [...activations],
  initializers: [...initializers],
  regularizers: [...regularizers],
  losses: [...losses],
  optimizers: [...optimizers],
  schedules: [...schedules],
  metrics: [...metrics],
  engines: [{ type: 'tfjs', label: text('TensorFlow.js', 'TensorFlow.js'), help: text('Runs everywhere, on the processor.', '在任何电脑上都能运行，使用处理器计算。'), settings: [] }],
  training: [...trainingSettings],
  templates: [...templates],
}
