/** The built window's files by URL path. Nothing outside the folder is reachable, whatever the path or its links say. */
import { realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

export interface RendererFile {
  path: string
  bytes: number
  contentType: string
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** The file for a URL's path (still percent-encoded); null where there is none. */
export async function findRendererFile(root: string, pathname: string): Promise<RendererFile | null> {
  const segments = segmentsOf(pathname)
  if (!segments) return null
  try {
    const folder = await realpath(root)
    const path = await realpath(join(folder, ...segments))
    if (!path.startsWith(folder + sep)) return null
    const contentType = contentTypes[extname(path)]
    const found = await stat(path)
    return contentType !== undefined && found.isFile() ? { path, bytes: found.size, contentType } : null
  } catch {
    // Absent, a loop of links, a name the file system can't hold: all the same to who asks.
    return null
  }
}

/** Decoded once; null where a segment could mean something else to a file system than to a URL. */
function segmentsOf(pathname: string): string[] | null {
  if (pathname === '/') return ['index.html']
  let decoded
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (!decoded.startsWith('/') || /[\0\\:]/.test(decoded)) return null
  const segments = decoded.slice(1).split('/')
  return segments.some((segment) => segment === '' || segment === '.' || segment === '..') ? null : segments
}
