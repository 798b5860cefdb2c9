/** A Python environment of the pinned versions, in the person's cache and made once. Knows nothing of what is measured in it. */
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * The path of its `python`. `requirements`: path of a requirements.txt; another content is another environment.
 * Throws an Error that says what to do where no Python fits or pip fails.
 */
export async function ensurePythonEnvironment(requirements: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(requirements)).digest('hex').slice(0, 12)
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'candor', `bench-env-${hash}`)
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
  // Written last, so that an installation that broke off is made again.
  const complete = join(folder, '.complete')
  if (await exists(complete)) return python
  const system = await findPython()
  process.stderr.write(`Making the Python environment ${folder} (once; a few minutes and up to 7 GB).\n`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await runShown(system, ['-m', 'venv', folder])
  // A version with `+cpu` is newer than the same without, so pip prefers it where it sees both.
  const indexes = (await canReach(pytorchIndex)) ? ['--extra-index-url', pytorchIndex] : []
  await runShown(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...indexes, '--requirement', requirements])
  await writeFile(complete, '')
  return python
}

const pytorchIndex = 'https://download.pytorch.org/whl/cpu'

async function canReach(address: string): Promise<boolean> {
  return fetch(`${address}/torch/`, { method: 'HEAD', signal: AbortSignal.timeout(5000) }).then(({ ok }) => ok, () => false)
}

/** TensorFlow 2.21 has wheels for these. */
const versions = ['3.11', '3.12', '3.13']

async function findPython(): Promise<string> {
  for (const command of ['python3', ...versions.map((version) => `python${version}`), 'python']) {
    const version = await promisify(execFile)(command, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).then(({ stdout }) => stdout.trim(), () => null)
    if (version !== null && versions.includes(version)) return command
  }
  throw new Error(`No Python ${versions.join(', ')} was found. Install one of them, so that "python3" or "python${versions[0]}" starts it, then try again.`)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false)
}

function runShown(command: string, words: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: ['ignore', 2, 2] })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`"${command} ${words.join(' ')}" ended with exit code ${code}; its message is above. Check the network, then try again.`))))
  })
}
