/** The lockfile installs on every platform, not only where it was written. */
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { inRoot } from './root.mjs'

interface Entry {
  version?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
}

it('holds every optional dependency that a locked package names, so that npm ci works on other platforms too', async () => {
  expect(missingFrom((await lockfile()).packages)).toEqual([])
})

it('notices a platform binary that is not in the lockfile', () => {
  const packages = {
    '': {},
    'node_modules/a': { optionalDependencies: { 'a-linux': '1.0.0', 'a-windows': '1.0.0' } },
    'node_modules/a-linux': { version: '1.0.0' },
  }
  expect(missingFrom(packages)).toEqual(['node_modules/a needs a-windows'])
})

it('pins every dependency of the manifest exactly', async () => {
  const { dependencies, devDependencies }: Record<string, Record<string, string>> = JSON.parse(await readFile(inRoot('package.json'), 'utf8'))
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
  expect(loose).toEqual([])
})

it('names no registry, so that every registry may serve it', async () => {
  const { packages } = await lockfile()
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})

async function lockfile(): Promise<{ packages: Record<string, Entry> }> {
  return JSON.parse(await readFile(inRoot('package-lock.json'), 'utf8'))
}

/** Looks for each as Node does: beside the package, then in each folder above. */
function missingFrom(packages: Record<string, Entry>): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !foldersFrom(path).some((folder) => `${folder}node_modules/${name}` in packages))
      .map((name) => `${path} needs ${name}`),
  )
}

function foldersFrom(path: string): string[] {
  const above = path.lastIndexOf('/node_modules/')
  const own = path === '' ? '' : `${path}/`
  if (path === '') return [own]
  return [own, ...(above < 0 ? [''] : foldersFrom(path.slice(0, above)))]
}
