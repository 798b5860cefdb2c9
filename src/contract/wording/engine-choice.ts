/** Why an engine was chosen, in one sentence, and the names of what was tried, in both languages. */
import type { EngineChoice, EngineTrial } from '../engine-choice.ts'
import type { Text } from '../language.ts'
import { deviceTexts } from './engines.ts'
import { formatCount, formatDuration, formatNumber } from './numbers.ts'

/** e.g. “TensorFlow (XLA)”, with the device where it is not the processor. */
export function trialName({ engine, jitCompile, device }: Pick<EngineTrial, 'engine' | 'jitCompile' | 'device'>): Text {
  const name = { compiled: { en: 'Candor compiled', 'zh-CN': 'Candor 编译引擎' }, tfjs: { en: 'TensorFlow.js', 'zh-CN': 'TensorFlow.js' }, tensorflow: { en: 'TensorFlow', 'zh-CN': 'TensorFlow' } }[engine]
  const more: Text[] = [...(jitCompile ? [{ en: 'XLA', 'zh-CN': 'XLA' }] : []), ...(device === 'cpu' ? [] : [deviceTexts[device]])]
  if (more.length === 0) return name
  return { en: `${name.en} (${more.map(({ en }) => en).join(', ')})`, 'zh-CN': `${name['zh-CN']}（${more.map((text) => text['zh-CN']).join('，')}）` }
}

export function describeEngineChoice(choice: EngineChoice): Text {
  const { trials, chosen, reason, steps, batchSize } = choice
  const taken = trials[chosen]
  if (taken === undefined) return { en: '', 'zh-CN': '' }
  const rival = rivalOf(choice)
  const name = trialName(taken)
  switch (reason) {
    case 'short': {
      const seconds = taken.seconds ?? 0
      return { en: `${name.en} trains this in ${formatDuration(seconds, 'en')}; trying another engine would take longer than it could save.`, 'zh-CN': spaced`${name['zh-CN']}训练它约需 ${formatDuration(seconds, 'zh-CN')}，试用其他引擎花的时间比能省下的还多。` }
    }
    case 'alone':
      return { en: `${name.en} trains it: no other engine could be started.`, 'zh-CN': spaced`由${name['zh-CN']}训练：其他引擎都无法启动。` }
    case 'asked': {
      const isCompiled = taken.jitCompile
      if (rival === null) return { en: `${name.en} was chosen for this training.`, 'zh-CN': spaced`这次训练指定使用${name['zh-CN']}。` }
      return {
        en: `TensorFlow was chosen for this training; with ${formatCount(steps)} steps, compiling by XLA ${isCompiled ? 'pays' : 'does not pay'}.`,
        'zh-CN': `这次训练指定使用 TensorFlow；共 ${formatCount(steps)} 步，用 XLA 编译${isCompiled ? '划算' : '不划算'}。`,
      }
    }
    case 'faster':
    case 'close': {
      if (rival === null) return { en: `${name.en} is the fastest for this network.`, 'zh-CN': spaced`对这个网络，${name['zh-CN']}最快。` }
      const other = trialName(rival)
      const times = formatNumber(Math.max(rival.seconds ?? 0, taken.seconds ?? 0) / Math.max(1e-9, Math.min(rival.seconds ?? 0, taken.seconds ?? 0)), 2)
      if (reason === 'close') return { en: `${other.en} is only ${times} times as fast here: too little to give up the same result on every computer.`, 'zh-CN': spaced`${other['zh-CN']}在这里只快到 ${times} 倍，不值得放弃“在任何电脑上结果都相同”。` }
      return { en: `${name.en} is ${times} times as fast as ${other.en} for this network at batch size ${formatCount(batchSize)}.`, 'zh-CN': spaced`对这个网络，批大小为 ${formatCount(batchSize)} 时，${name['zh-CN']}的速度是${other['zh-CN']}的 ${times} 倍。` }
    }
    default:
      return reason satisfies never
  }
}

/** With a space between Chinese and Latin, whichever name stands there. */
function spaced(parts: TemplateStringsArray, ...names: string[]): string {
  const text = parts.reduce((whole, part, at) => whole + (names[at - 1] ?? '') + part)
  return text.replace(/(\p{Script=Han})([A-Za-z\d])/gu, '$1 $2').replace(/([A-Za-z\d])(\p{Script=Han})/gu, '$1 $2')
}

/** What the chosen one is compared with: the fastest of another engine, else of the same one. */
function rivalOf({ trials, chosen }: EngineChoice): EngineTrial | null {
  const taken = trials[chosen]
  const others = trials.filter((trial, at) => at !== chosen && trial.seconds !== null).toSorted((a, b) => (a.seconds ?? 0) - (b.seconds ?? 0))
  return others.find(({ engine }) => engine !== taken?.engine) ?? others[0] ?? null
}

export const skippedTexts: Record<NonNullable<EngineTrial['skipped']>, Text> = {
  short: { en: 'not tried: over too soon', 'zh-CN': '未试用：训练很快结束' },
  layers: { en: 'not tried: compiling convolutions takes too long', 'zh-CN': '未试用：编译卷积太慢' },
  failed: { en: 'could not be started', 'zh-CN': '无法启动' },
}
