/** `candor resume`: an interrupted run goes on to its end. */
import { describeDamagedCheckpoints, describeResumption } from '#contract/wording/resuming.ts'
import type { StudioClient } from '#host/client.ts'
import { findRun } from './find-run.ts'
import { openedDataset } from './open-dataset.ts'
import type { Terminal } from './terminal.ts'
import { answerRun } from './train.ts'

export async function resume(studio: StudioClient, terminal: Terminal, { run, json }: { run: string; json: boolean }): Promise<void> {
  const { projectId, runId } = await findRun(studio, run, ({ resumesAt }) => resumesAt !== undefined)
  const { resumed, epochs } = await studio.run.resume({ projectId, runId })
  if (resumed) {
    const said = (language: 'en' | 'zh-CN') => [describeResumption(resumed, epochs.planned, language), describeDamagedCheckpoints(resumed, language)].filter((text) => text !== '')
    terminal.tell({ en: said('en').join(' '), 'zh-CN': said('zh-CN').join('') })
  }
  await answerRun(studio, terminal, { projectId, runId, dataset: await openedDataset(await studio.dataset.view({ projectId })), json })
}
