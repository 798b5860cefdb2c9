/** What the studio's door lets in. */
import { expect, it } from 'vitest'
import { z } from 'zod'
import { studioContract } from './studio.ts'

const input = studioContract.engine.install['~orpc'].inputSchema

it.each(['http://127.0.0.1:8080/simple/', 'https://[::1]/simple', 'http://localhost/simple/', 'http://nexus:8081/repository/pypi/simple', 'https://192.168.1.7/simple/', 'https://me:secret@packages.example.org/simple/', null])('takes %s as an index of packages, as pip does', async (index) => {
  expect(await z.safeParseAsync(input instanceof z.ZodType ? input : z.never(), { source: null, index })).toMatchObject({ success: true })
})

it.each(['ftp://example.org/simple/', 'file:///etc/passwd', 'packages.example.org', ''])('refuses %s as an index of packages', async (index) => {
  expect(await z.safeParseAsync(input instanceof z.ZodType ? input : z.never(), { source: null, index })).toMatchObject({ success: false })
})
