/** Sentences about what keeps TensorFlow from being installed, in both languages. */
import { newestCard, oldestCard, oldestDriver } from '../device.ts'
import type { ErrorCode, ErrorDetails } from '../errors.ts'
import type { Language, Text } from '../language.ts'

type Sentence = (details: ErrorDetails) => string

/** ` (…)` with what is known, or nothing. */
function en(text: string | undefined): string {
  return text === undefined || text === '' ? '' : ` (${text})`
}
function zh(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `（${text}）`
}
function enFile({ file }: ErrorDetails): string {
  return file === undefined || file === '' ? 'The file' : `“${file.split(/[/\\]/).at(-1) ?? ''}”`
}
function zhFile({ file }: ErrorDetails): string {
  return file === undefined || file === '' ? '这个文件' : `“${file.split(/[/\\]/).at(-1) ?? ''}”`
}

/** Why no build for cards is installed, and what to do about it, by the driver's version and the card's capability. */
const graphicsProblems = {
  noDriver: () => ({ en: `No NVIDIA driver answers on this computer (nvidia-smi), so no card can be used. Install the driver, ${oldestDriver} or newer, then try again.`, 'zh-CN': `这台电脑上没有可用的 NVIDIA 驱动程序（nvidia-smi 没有应答），无法使用显卡。安装 ${oldestDriver} 或更新版本的驱动程序后再试。` }),
  oldDriver: (d) => ({ en: `The NVIDIA driver${en(d.value)} is too old for TensorFlow. Update it to ${oldestDriver} or newer, then try again.`, 'zh-CN': `NVIDIA 驱动程序${zh(d.value)}对 TensorFlow 来说太旧。更新到 ${oldestDriver} 或更新版本后再试。` }),
  oldCard: (d) => ({ en: `The card${en(d.value)} is too old: TensorFlow needs compute capability ${oldestCard} or more.`, 'zh-CN': `显卡${zh(d.value)}太旧：TensorFlow 需要 ${oldestCard} 或更高的计算能力。` }),
  newCard: (d) => ({ en: `The card${en(d.value)} is too new: the libraries that this TensorFlow needs know cards up to compute capability ${newestCard}. The build for processors can be installed.`, 'zh-CN': `显卡${zh(d.value)}太新：这个版本的 TensorFlow 所需的库只支持计算能力 ${newestCard} 以下（含）的显卡。可以安装用于处理器的版本。` }),
} satisfies Record<string, (details: ErrorDetails) => Text>

function problemOf({ problem }: ErrorDetails): keyof typeof graphicsProblems {
  return problem === 'oldDriver' || problem === 'oldCard' || problem === 'newCard' ? problem : 'noDriver'
}

export const runtimeSentences: Record<Extract<ErrorCode, `runtime.${string}`>, Record<Language, Sentence>> = {
  'runtime.absent': {
    en: () => 'TensorFlow is not installed, so there is nothing to remove.',
    'zh-CN': () => '没有安装 TensorFlow，无需移除。',
  },
  'runtime.platform': {
    en: (d) => `TensorFlow has not been proven on this kind of computer${en(d.value)}, so it can't be installed here. Nothing needs it: the compiled engine trains every network.`,
    'zh-CN': (d) => `TensorFlow 尚未在这类电脑${zh(d.value)}上验证过，因此无法在此安装。不装也没关系：编译引擎能训练所有网络。`,
  },
  'runtime.compiler': {
    en: () => 'No C++ compiler was found; TensorFlow needs one, once, while it is installed. Install one, for example with “sudo apt install g++”, then try again.',
    'zh-CN': () => '没有找到 C++ 编译器；安装 TensorFlow 的过程中需要用到一次。先装一个，例如运行“sudo apt install g++”，然后再试。',
  },
  'runtime.network': {
    en: (d) => `The download from ${d.value === undefined ? 'the package index' : `“${d.value}”`} did not succeed: ${d.expected === undefined ? 'there was no answer, or the connection broke off' : `the server answered “${d.expected}”`}. What has arrived is kept, and the next try goes on from there. Check the connection, or install from a file that was brought along.`,
    'zh-CN': (d) => `从${d.value === undefined ? '软件包索引' : `“${d.value}”`}下载没有成功：${d.expected === undefined ? '没有应答，或连接中断' : `服务器返回“${d.expected}”`}。已下载的部分会保留，下次从那里继续。检查网络连接，或改用带来的文件安装。`,
  },
  'runtime.notFound': {
    en: (d) => `${d.value === undefined ? 'The package index' : `“${d.value}”`} does not have ${enFile(d)}. Choose another index, or install from a file that was brought along.`,
    'zh-CN': (d) => `${d.value === undefined ? '软件包索引' : `“${d.value}”`}中没有${zhFile(d)}。换一个索引，或改用带来的文件安装。`,
  },
  'runtime.otherWheel': {
    en: (d) => `${enFile(d)} is another build${en(d.value)} than the one that was proven to work. Bring ${d.expected === undefined ? 'that one' : `“${d.expected}”`}.`,
    'zh-CN': (d) => `${zhFile(d)}不是验证过的版本${zh(d.value)}。需要的是${d.expected === undefined ? '验证过的那个文件' : `“${d.expected}”`}。`,
  },
  'runtime.truncated': {
    en: (d) => `${enFile(d)} is not whole: its end is missing. Copy or download it again.`,
    'zh-CN': (d) => `${zhFile(d)}不完整，末尾缺失。重新复制或下载一次。`,
  },
  'runtime.tampered': {
    en: (d) => `${enFile(d)} is not the file it should be: its content was changed or damaged. Nothing of it was used. Download it again from a place you trust.`,
    'zh-CN': (d) => `${zhFile(d)}的内容与原件不符，可能被改动或损坏，因此没有使用其中任何内容。从可信的来源重新下载。`,
  },
  'runtime.disk': {
    en: (d) => `There is not enough free space for TensorFlow${d.count === undefined ? '' : ` (${d.count.toLocaleString('en-US')} GB)`}. What was downloaded is kept. Free some space, then try again.`,
    'zh-CN': (d) => `可用空间不足，装不下 TensorFlow${d.count === undefined ? '' : `（需要 ${d.count.toLocaleString('en-US')} GB）`}。已下载的部分会保留。腾出一些空间后再试。`,
  },
  'runtime.build': {
    en: (d) => `The C++ compiler could not build what connects Candor with TensorFlow${en(d.value)}. Update the compiler, then try again; nothing was changed.`,
    'zh-CN': (d) => `C++ 编译器无法编译连接 TensorFlow 的部分${zh(d.value)}。更新编译器后再试；没有改动任何内容。`,
  },
  'runtime.trial': {
    en: (d) => `TensorFlow did not get through a small training on this computer${en(d.value)}, so it was not installed. The compiled engine trains every network without it.`,
    'zh-CN': (d) => `TensorFlow 在这台电脑上没能完成一次小型训练${zh(d.value)}，因此没有安装。不用它，编译引擎也能训练所有网络。`,
  },
  'runtime.graphics': {
    en: (d) => `${graphicsProblems[problemOf(d)](d).en} Nothing was downloaded. Without --cuda, TensorFlow is installed for the processor.`,
    'zh-CN': (d) => `${graphicsProblems[problemOf(d)](d)['zh-CN']}没有下载任何内容。不加 --cuda，安装的是用于处理器的 TensorFlow。`,
  },
  'runtime.busy': {
    en: () => 'TensorFlow is being installed or removed already, perhaps by another Candor. Wait until that is done.',
    'zh-CN': () => 'TensorFlow 正在安装或移除，可能是另一个 Candor 在操作。等它完成即可。',
  },
}
