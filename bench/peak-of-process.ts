/** The most resident memory that this process has held. */
import { readFileSync } from 'node:fs'

/** Bytes. On Linux not `resourceUsage`, which begins at what the process that started this one held. */
export function peakOfProcess(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  if (kilobytes === undefined) throw new Error('/proc/self/status has no line "VmHWM".')
  return Number(kilobytes) * 1024
}
