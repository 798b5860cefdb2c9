/** What only the desktop shell can do; null in a browser. */
import type { CandorShell } from '#contract/shell.ts'

declare global {
  interface Window {
    candorShell?: CandorShell
  }
}

export const shell: CandorShell | null = window.candorShell ?? null
