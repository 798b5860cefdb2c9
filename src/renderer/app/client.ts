/** The contract as functions, over whatever port leads to the studio at the moment. Knows nothing of what is asked. */
import type { ClientContext, ClientLink } from '@orpc/client'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { markRaw } from 'vue'
import { wireSerializers } from '#contract/serializers.ts'
import type { StudioContract } from '#contract/studio.ts'

export type StudioClient = ContractRouterClient<StudioContract>
export type StudioLink = ClientLink<ClientContext>
type Port = ConstructorParameters<typeof RPCLink>[0]['port']

/** A way to the studio. Calls `onPort` for each new port, `onLost` when the one before is gone. */
export type PortSource = (onPort: (port: Port) => void, onLost: () => void) => () => void

export function linkOver(port: Port): StudioLink {
  return new RPCLink({ port, customJsonSerializers: wireSerializers })
}

/**
 * `link` is asked at every call, so that a call made between two connections waits for the next. A plain object, marked
 * as none of Vue's business: oRPC's own client has a further client under every name, Vue's marks included.
 */
export function createStudioClient(link: () => Promise<StudioLink>): StudioClient {
  const { studio, engine, project, dataset, recipe, plan, network, run, predict } = createORPCClient<StudioClient>({
    call: async (path, input, options) => await (await link()).call(path, input, options),
  })
  return markRaw({ studio, engine, project, dataset, recipe, plan, network, run, predict })
}
