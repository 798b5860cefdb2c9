/** `candor export`: a project as one file. */
import { resolve } from 'node:path'
import { formatCount } from '#contract/wording/numbers.ts'
import type { StudioClient } from '#host/client.ts'
import { findProject } from './find-project.ts'
import { percentOf } from './percent.ts'
import type { Terminal } from './terminal.ts'

export async function exportProject(studio: StudioClient, terminal: Terminal, { project, out }: { project: string; out: string }): Promise<void> {
  const path = resolve(out)
  const { id: projectId, name } = await findProject(studio, project)
  for await (const event of await studio.project.export({ projectId, path })) {
    if (event.kind === 'progress') {
      const percent = percentOf(event)
      terminal.progress({ en: `Saving: ${percent} %`, 'zh-CN': `正在保存：${percent}%` })
      continue
    }
    terminal.progress(null)
    const [runs, bytes] = [formatCount(event.runs), formatCount(event.bytes)]
    terminal.answer({ en: `“${name}” with ${runs} ${event.runs === 1 ? 'run' : 'runs'} is in ${path} (${bytes} bytes).`, 'zh-CN': `“${name}”及其 ${runs} 次训练已保存到 ${path}（${bytes} 字节）。` }[terminal.language])
  }
}
