/** A training that was proposed while the person changed settings of the one before: each setting is either touched or proposed. Pure. */
import type { Training } from '#contract/training.ts'

/** `before`: what the proposal was asked for with; `now`: the same with what the person changed since. */
export function settledTraining(before: Training, now: Training, proposed: Training): Training {
  return { ...settled(before, now, proposed), earlyStopping: settled(before.earlyStopping, now.earlyStopping, proposed.earlyStopping) }
}

function settled<Settings extends object>(before: Settings, now: Settings, proposed: Settings): Settings {
  const known = new Map<string, unknown>(Object.entries(before))
  const touched = Object.entries(now).filter(([name, value]) => JSON.stringify(known.get(name)) !== JSON.stringify(value))
  return { ...proposed, ...Object.fromEntries(touched) }
}
