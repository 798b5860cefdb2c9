/** What the desktop window may reach, and who may call its shell. */
import { describe, expect, it } from 'vitest'
import { mayCall, mayNavigate } from './policy.ts'

const foreign = ['https://evil.test/', 'http://127.0.0.1/', 'file:///etc/passwd', 'app://other/', 'app://candor.evil/', 'app://candor:1/', 'data:text/html,x', 'blob:app://candor/x', 'javascript:alert(1)', 'about:blank', '', 'not a url']

describe('a window', () => {
  it.each(foreign)('may not go to %j', (url) => {
    expect(mayNavigate(url, true)).toBe(false)
  })

  it('may go to its own page, a fragment of it too', () => {
    expect(mayNavigate('app://candor/', true)).toBe(true)
    expect(mayNavigate('app://candor/#/open?path=%2Fa.csv', true)).toBe(true)
  })

  it('may not load even its own page in a frame', () => {
    expect(mayNavigate('app://candor/', false)).toBe(false)
  })
})

describe('the shell', () => {
  it('hears the main frame of our own page', () => {
    expect(mayCall({ url: 'app://candor/#/data', parent: null })).toBe(true)
  })

  it.each(foreign)('does not hear a frame at %j', (url) => {
    expect(mayCall({ url, parent: null })).toBe(false)
  })

  it('does not hear a frame within our page, nor one that is gone', () => {
    expect(mayCall({ url: 'app://candor/', parent: {} })).toBe(false)
    expect(mayCall(null)).toBe(false)
  })
})
