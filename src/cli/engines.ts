/** `candor engines`: what this computer can train with, and what can be added to it. */
import { resolve } from 'node:path'
import type { RuntimeView } from '#contract/engine-runtime.ts'
import type { Text } from '#contract/language.ts'
import { describeComputer, describeGraphics, deviceTexts, engineReasonTexts, installStageTexts } from '#contract/wording/engines.ts'
import { formatBytes } from '#contract/wording/numbers.ts'
import type { StudioClient } from '#host/client.ts'
import type { EnginesCommand } from './command.ts'
import { percentOf } from './percent.ts'
import type { Terminal } from './terminal.ts'
import { tableOf } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export async function engines(studio: StudioClient, terminal: Terminal, command: EnginesCommand): Promise<void> {
  switch (command.task) {
    case 'list':
      return await list(studio, terminal, command.json)
    case 'install':
      return await install(studio, terminal, command)
    case 'remove':
      return await remove(studio, terminal, command.json)
    default:
      command satisfies never
  }
}

async function list(studio: StudioClient, terminal: Terminal, json: boolean): Promise<void> {
  // Asked first: it finds out what TensorFlow computes on.
  const runtime = await studio.engine.runtime({})
  const described = await studio.studio.describe({})
  if (json) return terminal.json({ engines: described.engines, computer: described.computer, tensorflow: runtime })
  const chinese = terminal.language === 'zh-CN'
  const words = chinese ? { yes: '可用', no: '不可用' } : { yes: 'available', no: 'not available' }
  const header = chinese ? ['引擎', '状态', '后端', '版本'] : ['engine', 'state', 'backend', 'version']
  terminal.answer(tableOf([header, ...described.engines.map(({ name, available, backend, version }) => [name, available ? words.yes : words.no, backend ?? '', version])]))
  const { language } = terminal
  const [computer, graphics] = [describeComputer(described.computer), describeGraphics(runtime.graphics)]
  terminal.answer(`\n${{ en: `Processor: ${computer.en}.\nGraphics card: ${graphics.en}`, 'zh-CN': `处理器：${computer['zh-CN']}。\n显卡：${graphics['zh-CN']}` }[language]}`)
  terminal.answer(`\n${runtimeText(runtime)[language]}`)
}

function runtimeText({ state, version, folder, needs }: RuntimeView): Text {
  switch (state) {
    case 'installed':
      return { en: `TensorFlow ${version} is installed in ${folder}.`, 'zh-CN': `TensorFlow ${version} 已安装在 ${folder}。` }
    case 'damaged':
      return { en: `TensorFlow: ${engineReasonTexts.damaged.en} \`candor engines install tensorflow\``, 'zh-CN': `TensorFlow：${engineReasonTexts.damaged['zh-CN']}\`candor engines install tensorflow\`` }
    case 'unproven':
      return { en: `TensorFlow: ${engineReasonTexts.unproven.en}`, 'zh-CN': `TensorFlow：${engineReasonTexts.unproven['zh-CN']}` }
    case 'absent': {
      const [left, disk] = [formatBytes(needs.downloadBytes - needs.downloadedBytes), formatBytes(needs.diskBytes)]
      return {
        en: `TensorFlow ${version} can be added for large networks: ${left} to download, ${disk} on the disk${needs.prebuilt ? '' : needs.compiler === null ? ', and a C++ compiler, which is missing here' : `, a C++ compiler (${needs.compiler} is here)`}. \`candor engines install tensorflow\``,
        'zh-CN': `可为大型网络添加 TensorFlow ${version}：下载 ${left}，占用磁盘 ${disk}${needs.prebuilt ? '' : `，需要 C++ 编译器（${needs.compiler === null ? '这里没有' : `已有 ${needs.compiler}`}）`}。\`candor engines install tensorflow\``,
      }
    }
    default:
      return state satisfies never
  }
}

async function install(studio: StudioClient, terminal: Terminal, { from, index, cuda, json }: Extract<EnginesCommand, { task: 'install' }>): Promise<void> {
  if (index !== undefined && !/^https?:\/\/[^/]/u.test(index)) {
    throw new UsageError({ en: `--python-index needs an address that begins with https://, not “${index}”.`, 'zh-CN': `--python-index 需要以 https:// 开头的地址，而不是 “${index}”。` })
  }
  for await (const event of await studio.engine.install({ source: from === undefined ? null : { kind: 'path', path: resolve(from) }, index: index ?? null, cuda })) {
    if (event.kind === 'progress') {
      const percent = event.totalBytes === 0 ? null : percentOf(event)
      const { en, 'zh-CN': zh } = installStageTexts[event.stage]
      terminal.progress(percent === null ? { en, 'zh-CN': zh } : { en: `${en}: ${percent} %`, 'zh-CN': `${zh}：${percent}%` })
      continue
    }
    terminal.progress(null)
    const { runtime, found, seconds } = event
    if (json) terminal.json({ tensorflow: runtime, found, seconds })
    else {
      const device = deviceTexts[found.device]
      terminal.answer({ en: `TensorFlow ${found.tensorflow} works on the ${device.en}. Installed in ${runtime.folder} in ${Math.round(seconds)} s.`, 'zh-CN': `TensorFlow ${found.tensorflow} 可在${device['zh-CN']}上运行。已安装到 ${runtime.folder}，用时 ${Math.round(seconds)} 秒。` }[terminal.language])
      if (cuda && runtime.graphics.reason !== null) terminal.answer(describeGraphics(runtime.graphics)[terminal.language])
    }
  }
}

async function remove(studio: StudioClient, terminal: Terminal, json: boolean): Promise<void> {
  const runtime = await studio.engine.remove({})
  if (json) terminal.json({ tensorflow: runtime })
  else terminal.answer({ en: 'TensorFlow was removed.', 'zh-CN': '已移除 TensorFlow。' }[terminal.language])
}
