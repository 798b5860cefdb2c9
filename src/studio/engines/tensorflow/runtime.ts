/** TensorFlow on this computer: what is there, installing and removing it. It lies in a folder of the person's own, outside the app. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { asDiskError } from '#contract/disk-errors.ts'
import { Device, type GraphicsView } from '#contract/device.ts'
import type { InstallEvent, RuntimeView } from '#contract/engine-runtime.ts'
import { StudioError } from '#contract/errors.ts'
import { writeFileSafely } from '#studio/files/write-file-safely.ts'
import { takeProjectLock } from '#studio/project/project-lock.ts'
import { buildAddon, findCompiler } from './build-addon.ts'
import { checkWheel } from './check-wheel.ts'
import { diskBytesOf, freeBytesAt, refuseFullDisk } from './disk.ts'
import { downloadedBytes, downloadWheel } from './download-wheel.ts'
import { findWheel } from './find-wheel.ts'
import { each, tellerOf, type Teller } from './install-stages.ts'
import { findGraphics } from './find-graphics.ts'
import type { TensorflowPlace } from './tensorflow-child.ts'
import type { Wheel } from './pinned-wheel.ts'
import { findPrebuiltAddon } from './prebuilt-addon.ts'
import { tryRuntime, type RuntimeTrial } from './try-runtime.ts'
import { cudaPlaceIn, placeOf, unpackWheel } from './unpack-wheel.ts'

const addonFile = 'tensorflow.node'
const noteFile = 'installed.json'

const Note = z.object({
  version: z.literal(1),
  tensorflow: z.string(),
  wheelSha256: z.string(),
  addonSha256: z.string(),
  /** What it computed on in its trial. */
  device: Device.default('cpu'),
  files: z.array(z.object({ path: z.string(), bytes: z.number() })),
})
type Note = z.infer<typeof Note>

export interface RuntimeOptions {
  /** Folder of everything that engines need besides the app. */
  folder: string
  /** The build for processors. */
  wheel: Wheel
  /** The build for NVIDIA cards: TensorFlow first, then what it calls. */
  cudaWheels: readonly [Wheel, ...Wheel[]]
  /** The program that runs TensorFlow. */
  program: string
  /** Who starts it. */
  starter: TensorflowPlace['starter']
  /** Of this computer, see `Wheel`. */
  platform?: string
  /** Commands to look for. */
  compilers?: readonly string[]
  /** Folder of an addon that the app brings along; there may be none in it. */
  prebuilt?: string
  /** Of NVIDIA's driver. */
  graphicsCommand?: string
}

export interface InstallFrom {
  /** A file that was brought along, and its name as the person knows it; null: from an index. */
  file: { path: string; fileName: string } | null
  index: string
  /** The build for NVIDIA cards, which comes from an index alone. */
  cuda: boolean
}

export class TensorflowRuntime {
  readonly #options: RuntimeOptions
  readonly #home: string
  readonly #downloads: string
  #busy = false
  /** What the build for cards computed on when it was last asked, and of which installation that was. */
  #asked: { note: string; trial: RuntimeTrial } | null = null

  constructor(options: RuntimeOptions) {
    this.#options = options
    this.#home = path.join(options.folder, 'tensorflow')
    this.#downloads = path.join(options.folder, 'downloads')
  }

  get version(): string {
    return this.#options.wheel.version
  }

  /** What is started to run it; null where it is not installed, or not whole. */
  place(): Omit<TensorflowPlace, 'threads' | 'log'> | null {
    const note = this.#installed()
    return note === null || note === 'damaged' ? null : this.#placeIn(this.#home, this.#isCuda(note.wheelSha256), note.device)
  }

  #placeIn(home: string, isCuda: boolean, device: Device): Omit<TensorflowPlace, 'threads' | 'log'> {
    const { program, starter, cudaWheels } = this.#options
    return { program, starter, addon: path.join(home, addonFile), device, cuda: isCuda ? cudaPlaceIn(home, cudaWheels) : null }
  }

  /** What it computes on, as far as that is known: a process was asked, or the one of the installation. null where it is not installed. */
  device(): Device | null {
    const note = this.#installed()
    return note === null || note === 'damaged' ? null : (this.#asked?.trial.device ?? note.device)
  }

  async view(): Promise<RuntimeView> {
    const { wheel, compilers, graphicsCommand } = this.#options
    const [downloaded, freeBytes, compiler, prebuilt, graphics] = await Promise.all([downloadedBytes(this.#downloads, wheel), freeBytesAt(this.#home), findCompiler(compilers), this.#prebuilt(), this.#graphics(graphicsCommand)])
    return {
      state: this.state(),
      version: wheel.version,
      folder: this.#home,
      needs: { downloadBytes: wheel.bytes, downloadedBytes: downloaded, diskBytes: diskBytesOf(wheel), freeBytes, compiler, prebuilt: prebuilt !== null },
      graphics,
    }
  }

  /** The card, and why TensorFlow does not use it: a process that computes is asked. */
  async #graphics(command: string | undefined): Promise<GraphicsView> {
    const found = await findGraphics(command)
    const note = this.#installed()
    if (found.reason !== null) return found
    if (note === null || note === 'damaged' || !this.#isCuda(note.wheelSha256)) return { ...found, reason: 'processorBuild' }
    const trial = await this.#ask(note)
    return trial.device === 'gpu' ? found : { ...found, reason: 'unseen', hindrance: trial.hindrance }
  }

  /** Once for each installation. Where it can't be started, a run would tell why. */
  async #ask(note: Note): Promise<RuntimeTrial> {
    const key = JSON.stringify(note)
    if (this.#asked?.note !== key) {
      const trial = await tryRuntime(this.#placeIn(this.#home, true, note.device), new AbortController().signal).catch((error: unknown): RuntimeTrial => {
        console.error('tensorflow:', error)
        return { version: note.tensorflow, device: 'cpu', hindrance: null }
      })
      this.#asked = { note: key, trial }
    }
    return this.#asked.trial
  }

  /** Throws `runtime.*`, `disk.readOnly`, or the signal's reason. What is installed stays until the new one has proven itself. */
  async install({ file, index, cuda }: InstallFrom, push: (event: InstallEvent) => void, signal: AbortSignal): Promise<void> {
    const { compilers, folder } = this.#options
    const wheels = cuda ? this.#options.cudaWheels : ([this.#options.wheel] as const)
    if (this.#isUnproven()) throw new StudioError('runtime.platform', { value: this.#platform })
    const start = performance.now()
    await this.#alone(async () => {
      // Before the long part: nobody downloads for nothing.
      const prebuilt = await this.#prebuilt()
      if (prebuilt === null && (await findCompiler(compilers)) === null) throw new StudioError('runtime.compiler')
      if (cuda) await this.#refuseCard()
      const told = tellerOf(push)
      const brought = file === null ? await this.#download(wheels, index, told, signal) : [file]
      await each(wheels, 'checking', ({ bytes }) => bytes, told, async (wheel, tell, at) => {
        const { path: from, fileName } = brought[at] ?? { path: '', fileName: '' }
        try {
          await checkWheel(from, fileName, wheel, tell, signal)
        } catch (error) {
          // Going on behind it would never end well.
          if (file === null && error instanceof StudioError) await rm(from, { force: true })
          throw error
        }
      })
      const made = await mkdtemp(path.join(folder, '.tensorflow-'))
      try {
        const [places] = await each(wheels, 'unpacking', diskBytesOf, told, async (wheel, tell, at) => await unpackWheel(brought[at]?.path ?? '', wheel, made, tell, signal))
        if (places === undefined) throw new Error('no wheel was unpacked')
        told('building', 0, 0)
        if (prebuilt === null) await buildAddon(places, path.join(made, addonFile), signal, compilers)
        else await copyFile(prebuilt, path.join(made, addonFile))
        await rm(places.include, { recursive: true, force: true })
        told('trying', 0, 0)
        const trial = await tryRuntime(this.#placeIn(made, cuda, 'cpu'), signal)
        const { version, device } = trial
        const note = await this.#note(made, wheels, device)
        await this.#replace(made)
        this.#asked = { note: JSON.stringify(note), trial }
        if (file === null) await rm(this.#downloads, { recursive: true, force: true })
        push({ kind: 'done', runtime: await this.view(), found: { tensorflow: version, device }, seconds: (performance.now() - start) / 1000 })
      } finally {
        await rm(made, { recursive: true, force: true })
      }
    })
  }

  /** With what is left of a download. Throws `runtime.absent` where there is neither. */
  async remove(): Promise<void> {
    const there = await Promise.all([this.#home, this.#downloads].map((one) => stat(one).then(() => true, () => false)))
    if (!there.includes(true)) throw new StudioError('runtime.absent')
    await this.#alone(async () => {
      await rm(this.#home, { recursive: true, force: true })
      await rm(this.#downloads, { recursive: true, force: true })
    })
  }

  async #prebuilt(): Promise<string | null> {
    const { prebuilt, wheel } = this.#options
    return prebuilt === undefined ? null : await findPrebuiltAddon(prebuilt, wheel.version, wheel.platform)
  }

  get #platform(): string {
    return this.#options.platform ?? `${process.platform}-${process.arch}`
  }

  #isUnproven(): boolean {
    return this.#platform !== this.#options.wheel.platform
  }

  /** Without asking any program. */
  state(): RuntimeView['state'] {
    if (this.#isUnproven()) return 'unproven'
    const note = this.#installed()
    return note === null ? 'absent' : note === 'damaged' ? note : 'installed'
  }

  /** null: nothing is. */
  #installed(): Note | 'damaged' | null {
    const file = path.join(this.#home, noteFile)
    if (!existsSync(file)) return null
    const note = Note.safeParse(asJson(readFileSync(file, 'utf8')))
    if (!note.success || !(note.data.wheelSha256 === this.#options.wheel.sha256 || this.#isCuda(note.data.wheelSha256))) return 'damaged'
    return note.data.files.every(({ path: name, bytes }) => statSync(path.join(this.#home, name), { throwIfNoEntry: false })?.size === bytes) ? note.data : 'damaged'
  }

  /** Whether this is the sum of the build for cards. */
  #isCuda(sha256: string): boolean {
    return sha256 === this.#options.cudaWheels[0].sha256
  }

  /** Before anything is loaded. Throws `runtime.graphics` with the one reason. */
  async #refuseCard(): Promise<void> {
    const { reason, driver, name } = await findGraphics(this.#options.graphicsCommand)
    if (reason !== null) throw new StudioError('runtime.graphics', { problem: reason, value: (reason === 'oldCard' || reason === 'newCard' ? name : driver) ?? '' })
  }

  /** One after the other, each where a break left it. */
  async #download(wheels: readonly Wheel[], index: string, told: Teller, signal: AbortSignal): Promise<{ path: string; fileName: string }[]> {
    const folder = this.#downloads
    const left = await Promise.all(wheels.map(async (wheel) => wheel.bytes - (await downloadedBytes(folder, wheel))))
    // Many gigabytes for a disk that can't hold them would be the longest way to find out.
    if (wheels.length > 1) await refuseFullDisk(this.#options.folder, [...left, ...wheels.map(diskBytesOf)].reduce((sum, bytes) => sum + bytes, 0))
    return await each(wheels, left.every((bytes) => bytes === 0) ? null : 'downloading', ({ bytes }) => bytes, told, async (wheel, tell, at) => {
      const url = left[at] === 0 ? '' : await findWheel(index, wheel, signal)
      return { path: await downloadWheel({ url, wheel, folder }, tell, signal), fileName: wheel.file }
    })
  }

  /** One install or removal at a time, in this process and any other. */
  async #alone(work: () => Promise<void>): Promise<void> {
    if (this.#busy) throw new StudioError('runtime.busy')
    this.#busy = true
    try {
      await mkdir(this.#options.folder, { recursive: true }).catch((error: unknown) => {
        throw asDiskError(error, this.#options.folder)
      })
      const lock = await takeProjectLock(path.join(this.#options.folder, 'tensorflow.lock')).catch((error: unknown) => {
        throw error instanceof StudioError && error.code === 'project.busy' ? new StudioError('runtime.busy') : error
      })
      try {
        await this.#sweep()
        await work()
      } finally {
        await lock.release()
      }
    } finally {
      this.#busy = false
    }
  }

  /** What an install that was killed left behind. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#options.folder)) if (name.startsWith('.tensorflow-')) await rm(path.join(this.#options.folder, name), { recursive: true, force: true })
  }

  async #note(made: string, [wheel, ...others]: readonly [Wheel, ...Wheel[]], device: Device): Promise<Note> {
    const names = [...[wheel, ...others].flatMap(({ libraries }) => libraries.map((one) => placeOf(one.path))), addonFile]
    const files = await Promise.all(names.map(async (name) => ({ path: name, bytes: (await stat(path.join(made, name))).size })))
    const addonSha256 = createHash('sha256').update(await readFile(path.join(made, addonFile))).digest('hex')
    const note: Note = { version: 1, tensorflow: wheel.version, wheelSha256: wheel.sha256, addonSha256, device, files }
    await writeFileSafely(path.join(made, noteFile), JSON.stringify(note))
    return note
  }

  async #replace(made: string): Promise<void> {
    const old = `${made}-old`
    await rename(this.#home, old).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    })
    await rename(made, this.#home)
    await rm(old, { recursive: true, force: true })
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
