/** `app://candor/...` on a real folder. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '#host/headers.ts'
import { answerAppRequest } from './app-protocol.ts'

describe('the app protocol', () => {
  let folder = ''
  let root = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'candor-app-'))
    root = join(folder, 'renderer')
    await mkdir(join(root, 'assets'), { recursive: true })
    await mkdir(join(folder, 'renderer-other'))
    await writeFile(join(root, 'index.html'), '<title>Candor</title>')
    await writeFile(join(root, 'assets', 'a.js'), 'export {}'.repeat(100_000))
    await writeFile(join(folder, 'secret.txt'), 'secret')
    await writeFile(join(folder, 'renderer-other', 'secret.txt'), 'secret')
    await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('serves the window with the same headers as the web host', async () => {
    const answer = await answerAppRequest(new Request('app://candor/'), root)
    expect([answer.status, await answer.text()]).toEqual([200, '<title>Candor</title>'])
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  })

  it('serves a file of many chunks whole', async () => {
    const answer = await answerAppRequest(new Request('app://candor/assets/a.js'), root)
    expect(await answer.text()).toBe('export {}'.repeat(100_000))
  })

  it.each(['app://candor/../secret.txt', 'app://candor/%2e%2e/secret.txt', 'app://candor/..%2fsecret.txt', 'app://candor/..%5csecret.txt', 'app://candor/link.txt', 'app://candor/..%2frenderer-other/secret.txt', 'app://other/index.html', 'app://candor/none.js'])(
    'finds nothing at %s',
    async (url) => {
      expect((await answerAppRequest(new Request(url), root)).status).toBe(404)
    },
  )

  it('reads only', async () => {
    expect((await answerAppRequest(new Request('app://candor/', { method: 'POST' }), root)).status).toBe(404)
  })
})
