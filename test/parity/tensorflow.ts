/** The tensorflow engine for tests, in this very process: from CANDOR_TENSORFLOW (an installed addon), else from where a person installed it. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { createTensorflowEngine } from '#engine/tensorflow/engine.ts'
import type { Engine } from '#engine/training/engine.ts'
import { candorHome } from '#host/folders.ts'
import { openAddon } from '#studio/engines/tensorflow/addon-session.ts'

/** The addon's file, which may not be there. */
export const installedAddon = process.env['CANDOR_TENSORFLOW'] ?? path.join(candorHome(), 'engines', 'tensorflow', 'tensorflow.node')

/** Why it can't be tested here; null where it can. */
export const whyNoTensorflow: string | null = existsSync(installedAddon) ? null : 'TensorFlow is not installed: candor engines install tensorflow'

/** The folder that a studio finds it in. */
export const installedEngines = path.dirname(path.dirname(installedAddon))

export function tensorflowEngine(xla: boolean): Engine {
  // Before the library reads them.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'
  const session = openAddon(installedAddon)
  return createTensorflowEngine({ open: () => session, xla })
}
