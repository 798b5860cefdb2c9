/** `candor engines`: what this computer can train with. */
import type { StudioClient } from '#host/client.ts'
import type { Terminal } from './terminal.ts'
import { tableOf } from './terminal.ts'

export async function engines(studio: StudioClient, terminal: Terminal, { json }: { json: boolean }): Promise<void> {
  const described = (await studio.studio.describe({})).engines
  if (json) return terminal.json({ engines: described })
  const chinese = terminal.language === 'zh-CN'
  const words = chinese ? { yes: '可用', no: '不可用' } : { yes: 'available', no: 'not available' }
  const header = chinese ? ['引擎', '状态', '后端', '版本'] : ['engine', 'state', 'backend', 'version']
  terminal.answer(tableOf([header, ...described.map(({ name, available, backend, version }) => [name, available ? words.yes : words.no, backend ?? '', version])]))
}
