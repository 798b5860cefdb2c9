/** `candor verify`: a finished run repeated from its plan and data, and compared bit for bit. */
import type { RunVerification } from '#contract/run.ts'
import { describeVerification } from '#contract/wording/verification.ts'
import { formatCount } from '#contract/wording/numbers.ts'
import type { StudioClient } from '#host/client.ts'
import { findRun } from './find-run.ts'
import type { Terminal } from './terminal.ts'

/** Exit code 1 where the two differ, as `cmp` has it. */
export async function verify(studio: StudioClient, terminal: Terminal, { run, json }: { run: string; json: boolean }): Promise<void> {
  const verification = await repeat(studio, terminal, await findRun(studio, run, ({ state, hasModel }) => hasModel && state.kind === 'finished' && state.reason !== 'interrupted' && state.reason !== 'failed'))
  if (json) terminal.json(verification)
  else terminal.answer(describeVerification(verification, terminal.language))
  if (!verification.equal) process.exitCode = 1
}

async function repeat(studio: StudioClient, terminal: Terminal, ids: { projectId: string; runId: string }): Promise<RunVerification> {
  for await (const event of await studio.run.verify(ids)) {
    if (event.kind === 'done') {
      terminal.progress(null)
      return event.verification
    }
    const [epoch, epochs] = [formatCount(event.epoch), formatCount(event.epochs)]
    terminal.progress({ en: `Epoch ${epoch} of ${epochs}: equal so far`, 'zh-CN': `第 ${epoch} / ${epochs} 轮：到目前一致` })
  }
  throw new Error('run.verify ended without a result')
}
