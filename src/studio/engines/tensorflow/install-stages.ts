/** How far an installation is: stages that go over several wheels, told not too often. */
import type { InstallEvent, InstallStage } from '#contract/engine-runtime.ts'
import type { Wheel } from './pinned-wheel.ts'

/** One wheel after the other, as one stage whose measure is all of them; null: nothing is told. */
export async function each<Result>(wheels: readonly Wheel[], stage: InstallStage | null, bytesOf: (wheel: Wheel) => number, told: Teller, work: (wheel: Wheel, tell: (bytes: number) => void, at: number) => Promise<Result>): Promise<Result[]> {
  const total = wheels.reduce((sum, wheel) => sum + bytesOf(wheel), 0)
  const results: Result[] = []
  let before = 0
  for (const [at, wheel] of wheels.entries()) {
    const start = before
    results.push(await work(wheel, (bytes) => stage !== null && told(stage, start + bytes, total), at))
    before += bytesOf(wheel)
  }
  return results
}

export type Teller = (stage: InstallStage, bytes: number, totalBytes: number) => void

/** Milliseconds between two words about how far a stage is. */
const telling = 100

export function tellerOf(push: (event: InstallEvent) => void): Teller {
  let last: { stage: InstallStage; at: number } | null = null
  return (stage, bytes, totalBytes) => {
    const now = performance.now()
    if (last?.stage === stage && now - last.at < telling && bytes < totalBytes) return
    last = { stage, at: now }
    push({ kind: 'progress', stage, bytes, totalBytes })
  }
}
