/** When V8 optimizes JavaScript. Knows nothing of what runs. */
import { setFlagsFromString } from 'node:v8'

/** V8's own is 67,584 (11.3): bytes of bytecode that a function runs before it is looked at. */
const budget = 1_000_000

/**
 * What is hot here runs as WebAssembly. Functions that are warm for a tenth of a second, as while a file is read, are optimized on V8's threads
 * just when both processors have other work: a quarter of all processor time of reading 165 MB. Loops that stay hot lose milliseconds.
 */
export function optimizeLater(): void {
  setFlagsFromString(`--interrupt-budget=${budget}`)
}
