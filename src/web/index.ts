/** Entry of the web host (`node out/main/web.js [--port N] [--open FILE]`). */
import { parseArgs } from 'node:util'
import { StudioError } from '#contract/errors.ts'
import { PortBusy } from './port-busy.ts'
import { serve } from './serve.ts'

const { values } = parseArgs({ options: { port: { type: 'string' }, open: { type: 'string' } } })
try {
  await serve(import.meta.dirname, {
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    ...(values.open === undefined ? {} : { open: values.open }),
  })
} catch (error) {
  if (!(error instanceof PortBusy || error instanceof StudioError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
