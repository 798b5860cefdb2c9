/** The packaged binary is nothing but Candor: every fuse that can be set is set, and to this. */
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { inRoot } from './root.mjs'

it('has exactly these fuses', async () => {
  const configuration = await readFile(inRoot('electron-builder.yml'), 'utf8')
  const section = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(configuration)?.[1] ?? ''
  expect(Object.fromEntries([...section.matchAll(/^ {2}(\w+): (\w+)$/gm)].map(([, name, value]) => [name, value]))).toEqual({
    runAsNode: 'false',
    enableCookieEncryption: 'true',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    enableEmbeddedAsarIntegrityValidation: 'true',
    onlyLoadAppFromAsar: 'true',
    loadBrowserProcessSpecificV8Snapshot: 'false',
    grantFileProtocolExtraPrivileges: 'false',
  })
})
