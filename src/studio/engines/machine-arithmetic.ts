/** Which arithmetic is fastest here: measured once for each processor and version of V8, and kept in `arithmetic.json`. Never changes results. */
import { readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { fastestUnroll } from '#engine/compiled/fastest-arithmetic.ts'
import type { Arithmetic } from '#engine/compiled/kernels/arithmetic.ts'
import { writeFileSafely } from '../files/write-file-safely.ts'

const Kept = z.object({ version: z.literal(1), machine: z.string(), unroll: z.literal([1, 2, 4, 8]) })

export interface MachineArithmetic {
  unroll(): Promise<Arithmetic['unroll']>
}

export function machineArithmetic(home: string, measure: () => Promise<Arithmetic['unroll']> = () => fastestUnroll(setImmediate)): MachineArithmetic {
  const file = path.join(home, 'arithmetic.json')
  const machine = `${cpus()[0]?.model ?? ''}, V8 ${process.versions.v8}`
  let known: Promise<Arithmetic['unroll']> | undefined

  async function find(): Promise<Arithmetic['unroll']> {
    const kept = await readKept(file)
    if (kept?.machine === machine) return kept.unroll
    const unroll = await measure()
    // It is measured again at the next start where it can't be kept.
    await writeFileSafely(file, JSON.stringify({ version: 1, machine, unroll })).catch((error: unknown) => console.error('arithmetic:', error))
    return unroll
  }
  return {
    unroll() {
      known ??= find()
      return known
    },
  }
}

async function readKept(file: string): Promise<z.infer<typeof Kept> | null> {
  try {
    return Kept.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
