/** Entry of the command line: exit code 0, 2 with one sentence for what the person can mend, 1 for a bug of ours, 128 + n after a signal. */
import { describeError } from '#contract/wording/errors.ts'
import { studioErrorOf } from '#host/client.ts'
import { PortRefused } from '#web/port.ts'
import { languageOf, readCommand } from './command.ts'
import { runCommand } from './run-command.ts'
import { Stopped } from './stopped.ts'
import { createTerminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

// Whoever reads only the beginning (`| head`) has what they wanted: no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const words = process.argv.slice(2)
const terminal = createTerminal(languageOf(words, process.env))
try {
  await runCommand(readCommand(words), terminal, import.meta.dirname)
} catch (error) {
  terminal.progress(null)
  process.exitCode = explain(error)
}

function explain(error: unknown): number {
  if (error instanceof Stopped) return error.exitCode
  if (error instanceof UsageError || error instanceof PortRefused) {
    terminal.tell(error.text)
    return 2
  }
  const expected = studioErrorOf(error)
  if (expected?.code === 'studio.stopped') {
    // Not the sentence of the window: nothing starts it again for a command.
    terminal.tell({ en: 'The studio stopped before it had an answer. Its last words, if any, are above.', 'zh-CN': '后台在得出结果之前意外退出；如有提示，见上方。' })
    return 1
  }
  if (expected) {
    process.stderr.write(`${describeError(expected.code, expected.details, terminal.language)}\n`)
    // A bug in the studio: it wrote the stack to the log itself.
    return expected.code === 'internal' ? 1 : 2
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return 1
}
