/** The contract as functions, over one channel to the studio. Typed by the contract; knows nothing of what is asked. */
import { createORPCClient, isDefinedError, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { StudioErrorData } from '#contract/error-schemas.ts'
import { StudioError } from '#contract/errors.ts'
import { wireSerializers } from '#contract/serializers.ts'
import type { StudioContract } from '#contract/studio.ts'
import type { Channel } from './channel.ts'

export type StudioClient = ContractRouterClient<StudioContract>

export function createStudioClient(channel: Channel): StudioClient {
  return createORPCClient(new RPCLink({ port: portOf(channel), customJsonSerializers: wireSerializers }))
}

/**
 * The expected failure behind what a call threw: the studio's own, or `studio.stopped` where it was cut off by its end.
 * null: a bug of ours.
 */
export function studioErrorOf(error: unknown): StudioError | null {
  if (error instanceof StudioError) return error
  if (error instanceof ORPCError && isDefinedError(error)) {
    const { success, data } = StudioErrorData.safeParse(error.data)
    return success ? new StudioError(data.code, data.details) : null
  }
  return error instanceof Error && error.name === 'AbortError' ? new StudioError('studio.stopped') : null
}

/** In the shape of Electron's MessagePortMain, which oRPC knows. */
function portOf(channel: Channel) {
  return {
    on(event: string, listener: (event?: { data: unknown }) => void): void {
      if (event === 'message') channel.onData((data) => listener({ data }))
      if (event === 'close') channel.onClose(() => listener())
    },
    postMessage(data: unknown): void {
      if (typeof data === 'string' || data instanceof Uint8Array) channel.send(data)
      else if (data instanceof ArrayBuffer) channel.send(new Uint8Array(data))
      else throw new TypeError('oRPC sends text or bytes')
    },
  }
}
