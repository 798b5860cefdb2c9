/** What the file's first rows look like under choices not made yet, each asked for once while a menu is open. */
import { onScopeDispose, shallowRef } from 'vue'
import type { FirstRows, ReadingChoices } from '#contract/dataset.ts'
import { useDataset } from '#renderer/stores/dataset.ts'

/** Milliseconds that the pointer rests before the file is read. */
const pause = 60

export function useFirstRows() {
  const dataset = useDataset()
  const known = shallowRef(new Map<string, FirstRows | null>())
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  async function look(reading: ReadingChoices): Promise<void> {
    const key = JSON.stringify(reading)
    if (known.value.has(key)) return
    let found = null
    try {
      found = await dataset.tryReading(reading)
    } catch {
      // That it can't be read so is the answer.
    }
    known.value = new Map([...known.value, [key, found]])
  }

  function lookSoon(reading: ReadingChoices): void {
    clearTimeout(timer)
    timer = setTimeout(() => void look(reading), pause)
  }

  /** undefined: not known yet. */
  const rowsOf = (reading: ReadingChoices): FirstRows | null | undefined => known.value.get(JSON.stringify(reading))
  const forget = (): void => void (known.value = new Map())
  return { look, lookSoon, rowsOf, forget }
}
