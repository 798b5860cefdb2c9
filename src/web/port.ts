/** Ports a person may ask for, and what they are told when one can't be had. */
import type { Text } from '#contract/language.ts'

/** An asked port that is none, or belongs to another program. */
export class PortRefused extends Error {
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.name = 'PortRefused'
    this.text = text
  }
}

/** Throws PortRefused. */
export function readPort(typed: string): number {
  const port = Number(typed)
  if (/^\d+$/.test(typed) && port >= 1 && port <= 65535) return port
  throw new PortRefused({
    en: `--port must be a whole number from 1 to 65535, not “${typed}”.`,
    'zh-CN': `--port 应为 1 到 65535 的整数，而不是 “${typed}”。`,
  })
}

export function busyPort(port: number): PortRefused {
  return new PortRefused({
    en: `Port ${port} is used by another program. Choose another with --port, or leave it out.`,
    'zh-CN': `端口 ${port} 已被其他程序占用。请用 --port 换一个，或不指定端口。`,
  })
}
