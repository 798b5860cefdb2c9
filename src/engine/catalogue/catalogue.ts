/** Everything that a plan's network and training can say, described once: forms, validation and command line are made from it. */
import type { Catalogue } from '#contract/network.ts'
import { activations } from './activations.ts'
import { engines } from './engines.ts'
import { initializers } from './initializers.ts'
import { layers } from './layers.ts'
import { losses } from './losses.ts'
import { metrics } from './metrics.ts'
import { optimizers } from './optimizers.ts'
import { regularizers } from './regularizers.ts'
import { schedules } from './schedules.ts'
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
  engines: [...engines],
  training: [...trainingSettings],
  templates: [...templates],
}
