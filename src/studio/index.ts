/** The studio process: options from the environment, one oRPC handler for every client that the host brings. */
import { RPCHandler } from '@orpc/server/message-port'
import { wireSerializers } from '#contract/serializers.ts'
import { answerErrors } from './answer-errors.ts'
import { carryChildRequests } from './engines/tensorflow/electron-children.ts'
import { readOptions } from './options.ts'
import { electronMain, portsOfParent } from './ports.ts'
import { createRouter } from './studio.ts'
import { optimizeLater } from './threads/optimize-later.ts'
import { createWorkplace } from './workplace.ts'

/** Longest time for writing down what is under way before the process ends. */
const closingMilliseconds = 5000

optimizeLater()
const ports = portsOfParent()
const main = electronMain()
if (main !== null) carryChildRequests(main)
const workplace = createWorkplace(readOptions(process.env))
const handler = new RPCHandler(createRouter(workplace), { customJsonSerializers: wireSerializers, clientInterceptors: [answerErrors] })

ports.onPort((port) => handler.upgrade(port))
ports.onParentGone(() => void stop())
process.on('SIGTERM', () => void stop())
// Ctrl+C in a terminal reaches the whole group: what becomes of the studio is its parent's decision.
process.on('SIGINT', () => {})
// A log that nobody reads any more is no reason to end without writing down the runs.
process.stderr.on('error', () => {})
// A bug in one answer must not end the runs and clients beside it.
process.on('unhandledRejection', (error) => console.error('unhandled:', error))

let stopping = false

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  const late = setTimeout(() => process.exit(1), closingMilliseconds)
  late.unref()
  await workplace.close().catch((error: unknown) => console.error('closing:', error))
  process.exit(0)
}
