/** The secret of one web host: once in the printed address, then in a cookie that scripts can't read. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Access {
  /** For the address; valid for the host's lifetime. */
  token: string
  acceptsToken(given: string | null): boolean
  acceptsCookies(header: string | undefined): boolean
  /** Value of the `set-cookie` header. */
  cookie: string
}

export function createAccess(port: number): Access {
  const token = randomBytes(32).toString('base64url')
  const session = randomBytes(32).toString('base64url')
  // Browsers share cookies between ports: the port in the name keeps two hosts apart.
  const name = `candor_${port}`
  return {
    token,
    acceptsToken: (given) => given !== null && isSame(given, token),
    acceptsCookies: (header) => cookiesNamed(name, header).some((value) => isSame(value, session)),
    cookie: `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  }
}

/** In constant time; hashed first because timingSafeEqual wants equal lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function cookiesNamed(name: string, header = ''): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}
