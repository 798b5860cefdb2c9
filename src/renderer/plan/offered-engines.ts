/** Which engines a plan may choose from here. */
import type { EngineView } from '#contract/device.ts'
import type { CatalogueEntry } from '#contract/network.ts'

/** Those of this computer; the chosen one stays in sight even where it is not, so that it can be seen and changed. */
export function offeredEngines(engines: readonly CatalogueEntry[], here: readonly EngineView[], chosen: string): CatalogueEntry[] {
  return engines.filter(({ type }) => type === chosen || here.find(({ name }) => name === type)?.available !== false)
}
