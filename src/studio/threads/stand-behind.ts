/** A thread that computes for long stands behind those that answer a person: the window, the studio's loop. Knows no work. */
import { constants, setPriority } from 'node:os'

/** Of the calling thread alone, which only Linux can; elsewhere it would be the whole program. Costs nothing while a core is free. */
export function standBehind(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch (error) {
    console.error('priority:', error)
  }
}
