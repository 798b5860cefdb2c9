/** Sentences about engines, the computer and its graphics card, in both languages. */
import { newestCard, oldestCard, oldestDriver, type ComputerView, type Device, type EngineReason, type GraphicsReason, type GraphicsView } from '../device.ts'
import type { InstallStage } from '../engine-runtime.ts'
import type { Text } from '../language.ts'
import { formatBytes, formatCount } from './numbers.ts'

/** Why an engine can't be used. */
export const engineReasonTexts: Record<EngineReason, Text> = {
  notInstalled: { en: 'Not installed.', 'zh-CN': '未安装。' },
  damaged: { en: 'A file of it is missing, was changed, or belongs to another version. Install it again.', 'zh-CN': '有文件缺失、被改动，或属于其他版本。重新安装即可。' },
  unproven: { en: 'It has not been proven on this kind of computer, so it is not offered here. Nothing needs it.', 'zh-CN': '尚未在这类电脑上验证过，因此这里不提供。不装也没关系。' },
}

export function describeComputer({ processor, threads, memoryBytes }: ComputerView): Text {
  const memory = formatBytes(memoryBytes)
  return {
    en: [processor, `${formatCount(threads)} ${threads === 1 ? 'thread' : 'threads'}`, `${memory} memory`].filter((part) => part !== '').join(', '),
    'zh-CN': [processor, `${formatCount(threads)} 个线程`, `内存 ${memory}`].filter((part) => part !== '').join('，'),
  }
}

/** The card, and the one reason why nothing computes on it. */
export function describeGraphics({ name, driver, memoryBytes, reason, hindrance }: GraphicsView): Text {
  const card = [name ?? '', memoryBytes === null ? '' : formatBytes(memoryBytes)].filter((part) => part !== '')
  if (reason === null) return { en: `${card.join(', ')}.`, 'zh-CN': `${card.join('，')}。` }
  const why = graphicsReasonTexts[reason](driver ?? '', hindrance)
  return { en: [...card.slice(0, 1), why.en].join(': '), 'zh-CN': [...card.slice(0, 1), why['zh-CN']].join('：') }
}

const graphicsReasonTexts: Record<GraphicsReason, (driver: string, hindrance: GraphicsView['hindrance']) => Text> = {
  noDriver: () => ({ en: 'No NVIDIA driver answers on this computer, so engines run on the processor.', 'zh-CN': '这台电脑上没有可用的 NVIDIA 驱动程序，因此引擎在处理器上运行。' }),
  oldDriver: (driver) => ({ en: `The NVIDIA driver (${driver}) is too old. Update it to ${oldestDriver} or newer.`, 'zh-CN': `NVIDIA 驱动程序（${driver}）太旧，需要更新到 ${oldestDriver} 或更新版本。` }),
  oldCard: () => ({ en: `The card is too old for TensorFlow, which needs compute capability ${oldestCard} or more, so engines run on the processor.`, 'zh-CN': `这块显卡太旧：TensorFlow 需要 ${oldestCard} 以上的计算能力，因此引擎在处理器上运行。` }),
  newCard: () => ({ en: `The card is too new for this TensorFlow, whose libraries know cards up to compute capability ${newestCard}, so engines run on the processor.`, 'zh-CN': `这块显卡太新：这个版本的 TensorFlow 只支持计算能力 ${newestCard} 以下（含）的显卡，因此引擎在处理器上运行。` }),
  processorBuild: () => ({ en: 'No TensorFlow for NVIDIA cards is installed, so the card is not used. “candor engines install tensorflow --cuda” installs it.', 'zh-CN': '没有安装用于 NVIDIA 显卡的 TensorFlow，因此不使用显卡。用“candor engines install tensorflow --cuda”安装。' }),
  unseen: (_, hindrance) => {
    if (hindrance === null) return { en: 'TensorFlow found no card that it can use, so it computes on the processor.', 'zh-CN': 'TensorFlow 没有找到可用的显卡，因此在处理器上计算。' }
    const { kind, value } = hindrance
    if (kind === 'library') return { en: `TensorFlow can’t open ${value}, so it computes on the processor. Installing it again may help: “candor engines install tensorflow --cuda”.`, 'zh-CN': `TensorFlow 无法打开 ${value}，因此在处理器上计算。重新安装也许能解决：“candor engines install tensorflow --cuda”。` }
    return { en: `The driver gives TensorFlow no card (${value}), so it computes on the processor.`, 'zh-CN': `驱动程序没有向 TensorFlow 提供显卡（${value}），因此在处理器上计算。` }
  },
}

export const installStageTexts: Record<InstallStage, Text> = {
  downloading: { en: 'Downloading', 'zh-CN': '正在下载' },
  checking: { en: 'Checking', 'zh-CN': '正在核对' },
  unpacking: { en: 'Unpacking', 'zh-CN': '正在解包' },
  building: { en: 'Building', 'zh-CN': '正在编译' },
  trying: { en: 'Training a small network to try it', 'zh-CN': '正在用小型网络试用' },
}

export const deviceTexts: Record<Device, Text> = {
  cpu: { en: 'processor', 'zh-CN': '处理器' },
  gpu: { en: 'graphics card', 'zh-CN': '显卡' },
}
