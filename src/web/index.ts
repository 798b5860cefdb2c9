/** Entry of the web host (`node out/main/web.js [--port N] [--open FILE]`): exit code 2 with one sentence where that can't be. */
import { parseArgs } from 'node:util'
import { StudioError } from '#contract/errors.ts'
import { describeError } from '#contract/wording/errors.ts'
import { systemLanguage } from '#host/system-language.ts'
import { PortRefused, readPort } from './port.ts'
import { serve } from './serve.ts'

const { values } = parseArgs({ options: { port: { type: 'string' }, open: { type: 'string' } } })
try {
  await serve(import.meta.dirname, {
    ...(values.port === undefined ? {} : { port: readPort(values.port) }),
    ...(values.open === undefined ? {} : { open: values.open }),
  })
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exitCode = 2
}

function sentenceOf(error: unknown): string {
  const language = systemLanguage()
  if (error instanceof PortRefused) return error.text[language]
  if (error instanceof StudioError) return describeError(error.code, error.details, language)
  throw error
}
