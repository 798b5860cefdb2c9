/** What TensorFlow needs and whether it is here, and its installation: of the window, whatever is shown of it. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { InstallEvent, InstallStage, RuntimeView } from '#contract/engine-runtime.ts'
import { createTransferRate } from '#renderer/app/engines/transfer-rate.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { type ChosenFile, fileNameOf, sourceOf } from '#renderer/app/file-source.ts'
import { useConnection } from './connection.ts'

export interface InstallWork {
  /** 'sending': a file that was brought along, to a host that reads no paths. */
  stage: InstallStage | 'sending'
  bytes: number
  /** 0: this stage has no measure. */
  totalBytes: number
  /** Of what is downloaded; null while unknown. */
  bytesPerSecond: number | null
  /** performance.now() at its start. */
  startedAt: number
  cancel: () => void
}

export type InstallOutcome = ({ kind: 'installed' } & Pick<Extract<InstallEvent, { kind: 'done' }>, 'found' | 'seconds'>) | { kind: 'removed' } | { kind: 'cancelled' } | { kind: 'failed'; failure: Failure; what: 'install' | 'remove'; fromFile: boolean }

export const useEngines = defineStore('engines', () => {
  const connection = useConnection()
  const { client } = connection
  const runtime = shallowRef<RuntimeView | null>(null)
  /** Of asking what it needs. */
  const failure = shallowRef<Failure | null>(null)
  const work = shallowRef<InstallWork | null>(null)
  const removing = shallowRef(false)
  const outcome = shallowRef<InstallOutcome | null>(null)

  async function load(): Promise<void> {
    try {
      runtime.value = await client.engine.runtime({})
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }

  /** `chosen` null: from the index of Python packages. */
  async function install(chosen: ChosenFile | null): Promise<void> {
    if (work.value !== null || removing.value) return
    const stop = new AbortController()
    outcome.value = null
    work.value = { stage: chosen === null ? 'downloading' : 'checking', bytes: 0, totalBytes: 0, bytesPerSecond: null, startedAt: performance.now(), cancel: () => stop.abort() }
    const show = (now: Pick<InstallWork, 'stage' | 'bytes' | 'totalBytes'>, bytesPerSecond: number | null): void => {
      if (work.value !== null) work.value = { ...work.value, ...now, bytesPerSecond }
    }
    const rate = createTransferRate()
    // A download that has stopped shows that it has: nobody says so.
    const clock = setInterval(() => {
      if (work.value?.stage !== 'downloading' || work.value.totalBytes === 0) return
      rate.add(work.value.bytes, performance.now() / 1000)
      show(work.value, rate.bytesPerSecond())
    }, 1000)
    try {
      const source = chosen === null ? null : await sourceOf(chosen, connection.studio?.paths ?? false, stop.signal, (bytes, totalBytes) => show({ stage: 'sending', bytes, totalBytes }, null))
      for await (const event of await client.engine.install({ source, index: null }, { signal: stop.signal })) {
        if (event.kind === 'done') {
          runtime.value = event.runtime
          outcome.value = { kind: 'installed', found: event.found, seconds: event.seconds }
          continue
        }
        if (event.stage === 'downloading') rate.add(event.bytes, performance.now() / 1000)
        show(event, event.stage === 'downloading' ? rate.bytesPerSecond() : null)
      }
    } catch (error) {
      outcome.value = stop.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', failure: named(failureOf(error), chosen), what: 'install', fromFile: chosen !== null }
    } finally {
      clearInterval(clock)
      work.value = null
    }
    await renew()
  }

  async function remove(): Promise<void> {
    if (work.value !== null || removing.value) return
    removing.value = true
    outcome.value = null
    try {
      runtime.value = await client.engine.remove({})
      outcome.value = { kind: 'removed' }
    } catch (error) {
      outcome.value = { kind: 'failed', failure: failureOf(error), what: 'remove', fromFile: false }
    } finally {
      removing.value = false
    }
    await renew()
  }

  /** What is here has changed: everything that offers engines is to know. */
  async function renew(): Promise<void> {
    await Promise.all([load(), connection.renew().catch(() => undefined)])
  }

  return { runtime, failure, work, removing, outcome, load, install, remove }
})

/** A file that could not be sent is told by its name. */
function named(failure: Failure, chosen: ChosenFile | null): Failure {
  return chosen === null || failure.details.file !== undefined ? failure : { ...failure, details: { ...failure.details, file: fileNameOf(chosen) } }
}
