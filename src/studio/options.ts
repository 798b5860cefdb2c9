/** What the host decides about this studio process. Read once at the start; nothing else reads the environment. */
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { studioEnvironment } from '#contract/channel.ts'
import { usualIndex } from './engines/tensorflow/pinned-wheel.ts'

export interface StudioOptions {
  /** Folder of projects, measured speeds and whatever else outlives the process. */
  home: string
  /** Files that the host received, each named by its upload id; null: this host takes none. */
  uploads: string | null
  /** Where files wait to be fetched by the host; null: this host serves none. */
  downloads: string | null
  /** Whether a client may name a path of this computer. */
  paths: boolean
  /** Folder with the bundled `samples/`. */
  resources: string
  /** Folder of what engines need besides the app. */
  engines: string
  /** Of Python packages: as pip is told on this computer, else Python's own. */
  pythonIndex: string
  /** Folder with the `.wasm` files of the tfjs backend. */
  wasm: string
  versions: { candor: string; tfjs: string }
}

const installed = createRequire(import.meta.url)

export function readOptions(environment: NodeJS.ProcessEnv): StudioOptions {
  const home = environment[studioEnvironment.home] || path.join(homedir() || tmpdir(), '.candor')
  return {
    home,
    uploads: environment[studioEnvironment.uploads] || null,
    downloads: environment[studioEnvironment.downloads] || null,
    paths: environment[studioEnvironment.paths] === '1',
    resources: environment[studioEnvironment.resources] || path.join(import.meta.dirname, '..', '..', 'resources'),
    engines: environment[studioEnvironment.engines] || path.join(home, 'engines'),
    pythonIndex: URL.canParse(environment['PIP_INDEX_URL'] ?? '') ? (environment['PIP_INDEX_URL'] ?? '') : usualIndex,
    wasm: wasmFolder(),
    versions: {
      candor: versionIn(path.join(import.meta.dirname, '..', '..', 'package.json')),
      tfjs: versionIn(installed.resolve('@tensorflow/tfjs-core/package.json')),
    },
  }
}

function wasmFolder(): string {
  return path.dirname(installed.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')) + path.sep
}

function versionIn(manifestFile: string): string {
  const manifest: unknown = JSON.parse(readFileSync(manifestFile, 'utf8'))
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : ''
  return typeof version === 'string' ? version : ''
}
