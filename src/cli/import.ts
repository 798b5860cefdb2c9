/** `candor import`: a `.candor` file as a new project. */
import { resolve } from 'node:path'
import { formatCount } from '#contract/wording/numbers.ts'
import type { StudioClient } from '#host/client.ts'
import { percentOf } from './percent.ts'
import type { Terminal } from './terminal.ts'

export async function importProject(studio: StudioClient, terminal: Terminal, { file, json }: { file: string; json: boolean }): Promise<void> {
  for await (const event of await studio.project.import({ source: { kind: 'path', path: resolve(file) } })) {
    if (event.kind === 'progress') {
      const percent = percentOf(event)
      terminal.progress({ en: `Checking and opening: ${percent} %`, 'zh-CN': `正在检查并打开：${percent}%` })
      continue
    }
    terminal.progress(null)
    const { id, name, runs } = event.project
    if (json) terminal.json({ id, name, runs: runs.length })
    else {
      const count = formatCount(runs.length)
      terminal.answer({ en: `Opened as the project “${name}” (${id}) with ${count} ${runs.length === 1 ? 'run' : 'runs'}.`, 'zh-CN': `已打开为项目“${name}”（${id}），含 ${count} 次训练。` }[terminal.language])
    }
  }
}
