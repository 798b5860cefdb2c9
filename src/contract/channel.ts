/**
 * What travels between a host and its studio process: many channels (one a window, socket or command) in frames over
 * one pipe, and the environment the studio is started with. The bytes inside are oRPC's; nobody here reads them.
 */

/** One encoded oRPC message. */
export type ChannelData = string | Uint8Array

/**
 * The host opens channels and numbers them from 1; either side closes. Data of an unknown channel is dropped (it was
 * closed while the frame was under way).
 */
export type ChannelFrame =
  | { kind: 'open'; channel: number }
  | { kind: 'data'; channel: number; data: ChannelData }
  | { kind: 'close'; channel: number }

/**
 * Electron only: posted to the utility process with one transferred MessagePortMain (`event.ports[0]`), which is a
 * channel of its own and bypasses the frames. Its 'close' is the end of that client.
 */
export interface PortFrame {
  kind: 'port'
}

/** Electron only: what the closed pipe is to a forked child. The studio writes what it holds and exits. */
export interface StopFrame {
  kind: 'stop'
}

/**
 * Electron only: a process beside the studio, which only Electron's main can start, asked for and ended by the studio. `child`: a name that
 * nobody else uses.
 */
export type ChildRequest =
  | { kind: 'startChild'; child: string; program: string; words: string[]; environment: Record<string, string> }
  | { kind: 'endChild'; child: string }

/** What is told of it: what it prints as errors, and at last that it is gone (`code` null: it was never there). */
export type ChildNews = { kind: 'childPrinted'; child: string; text: string } | { kind: 'childEnded'; child: string; code: number | null }

/**
 * Environment variables of the studio process, all set by the host.
 * `home`: folder of the projects. `uploads`: files `<uploadId>` given by clients. `downloads`: the studio puts
 * `<downloadId>/<file name>` here and the host serves it once. `paths`: '1' where a client may name a path of this
 * computer. `resources`: folder with `samples/`. `engines`: what engines need besides the app.
 * The studio stops when its parent disconnects or says so (StopFrame), or on SIGTERM: it ends runs as `interrupted`, writes, and exits.
 */
export const studioEnvironment = {
  home: 'CANDOR_HOME',
  uploads: 'CANDOR_UPLOADS',
  downloads: 'CANDOR_DOWNLOADS',
  paths: 'CANDOR_PATHS',
  resources: 'CANDOR_RESOURCES',
  engines: 'CANDOR_ENGINES',
} as const
