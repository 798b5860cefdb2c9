/** Builds the addon that lets JavaScript run TensorFlow: two C++ files of @tensorflow/tfjs-node-gpu against Node-API, one binary for every Node and Electron. */
import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import type { UnpackedWheel } from './unpack-wheel.ts'

const installed = createRequire(import.meta.url)
const compilers = ['c++', 'g++', 'clang++'] as const
/** The oldest that every supported Node and Electron has. */
const nodeApiVersion = 8

/** Command of a C++ compiler that answers; null where there is none. */
export async function findCompiler(candidates: readonly string[] = compilers): Promise<string | null> {
  for (const command of candidates) {
    const { failed } = await execute(command, ['--version'])
    if (!failed) return command
  }
  return null
}

/** Throws `runtime.compiler` where there is none, `runtime.build` with what the compiler said, or the signal's reason. */
export async function buildAddon({ libraries, names, include }: UnpackedWheel, addon: string, signal: AbortSignal, candidates?: readonly string[]): Promise<void> {
  const compiler = await findCompiler(candidates)
  if (compiler === null) throw new StudioError('runtime.compiler')
  const work = path.join(path.dirname(addon), 'build')
  // Copied, because a compiler can't read what lies in the app's archive.
  const binding = path.dirname(installed.resolve('@tensorflow/tfjs-node-gpu/package.json'))
  const nodeApi = path.dirname(installed.resolve('node-api-headers/package.json'))
  try {
    await copyFolder(path.join(binding, 'binding'), path.join(work, 'binding'))
    await copyFolder(path.join(nodeApi, 'include'), path.join(work, 'node-api'))
    const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => path.join(work, 'binding', name))
    const includes = [path.join(work, 'node-api'), include, work].flatMap((folder) => ['-I', folder])
    const links = names.map((name) => `-l:${name}`)
    const { failed, said } = await execute(compiler, ['-std=c++17', '-O2', '-fPIC', '-shared', `-DNAPI_VERSION=${nodeApiVersion}`, ...includes, ...sources, '-o', addon, '-L', libraries, ...links, '-Wl,-rpath,$ORIGIN/lib'], signal)
    signal.throwIfAborted()
    if (failed) throw new StudioError('runtime.build', { value: firstErrorIn(said) })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of await readdir(from)) await writeFile(path.join(to, name), await readFile(path.join(from, name)))
}

function firstErrorIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '')
  return (lines.find((line) => /error/iu.test(line)) ?? lines[0] ?? '').trim().slice(0, 200)
}

async function execute(command: string, words: readonly string[], signal?: AbortSignal): Promise<{ failed: boolean; said: string }> {
  return await new Promise((resolve) => {
    execFile(command, [...words], { maxBuffer: 1 << 24, ...(signal === undefined ? {} : { signal }) }, (error, _, said) => resolve({ failed: error !== null, said }))
  })
}
