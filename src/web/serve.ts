/** The web host as a program: prints its address on the first line and runs until it is told to stop. */
import { access, constants, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { StudioError } from '#contract/errors.ts'
import type { Text } from '#contract/language.ts'
import { openFragment } from '#contract/web.ts'
import { candorHome } from '#host/folders.ts'
import { systemLanguage } from '#host/system-language.ts'
import { startWebHost } from './host.ts'

const restarting: Text = {
  en: 'The studio stopped unexpectedly and is being started again.',
  'zh-CN': '后台意外退出，正在重新启动。',
}

export interface ServeOptions {
  port?: number
  /** A file to open at once. */
  open?: string
}

/**
 * `built` is the folder of the built Node entries (`out/main`). Resolves when the host was stopped by a signal.
 * Throws PortRefused, and StudioError `file.notFound` or `file.unreadable` for a file that can't be opened.
 */
export async function serve(built: string, { port, open }: ServeOptions): Promise<void> {
  if (open !== undefined) await checkFile(open)
  const host = await startWebHost({
    studio: join(built, 'studio.js'),
    renderer: join(built, '..', 'renderer'),
    resources: join(built, '..', '..', 'resources'),
    home: candorHome(),
    ...(port === undefined ? {} : { port }),
  })
  const fragment = open === undefined ? '' : await fragmentFor(open, host.addFile).catch(async (error: unknown) => {
    await host.close()
    throw error
  })
  process.stdout.write(`${host.address}${fragment}\n`)
  host.studio.onState((state) => {
    if (state.kind === 'restarting') process.stderr.write(`${restarting[systemLanguage()]}\n`)
  })
  await toldToStop()
  await host.close()
}

async function fragmentFor(path: string, addFile: (path: string) => Promise<string>): Promise<string> {
  const question = new URLSearchParams({ upload: await addFile(path), name: basename(path) })
  return `${openFragment}?${question.toString()}`
}

/** Before anything is started for it. */
async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (found === null) throw new StudioError('file.notFound', { file })
  const readable = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
  if (!found.isFile() || !readable) throw new StudioError('file.unreadable', { file })
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    // Not `once`: Ctrl+C often comes twice, to the group and from the parent, and the second must not cut the closing short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
