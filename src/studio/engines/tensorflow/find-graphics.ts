/** The graphics card that TensorFlow could compute on, as its driver describes it. Knows nothing of what is installed. */
import { execFile } from 'node:child_process'
import { newestCard, oldestCard, oldestDriver, type GraphicsView } from '#contract/device.ts'

/** Of NVIDIA's driver, with it. */
const usualCommand = 'nvidia-smi'
const patienceMilliseconds = 10_000

export async function findGraphics(command: string = usualCommand): Promise<GraphicsView> {
  const said = await new Promise<string>((resolve) => {
    execFile(command, ['--query-gpu=name,driver_version,compute_cap,memory.total', '--format=csv,noheader,nounits'], { timeout: patienceMilliseconds }, (error, output) => resolve(error === null ? output : ''))
  })
  const [name = '', driver = '', capability = '', mebibytes = ''] = (said.trim().split('\n')[0] ?? '').split(',').map((part) => part.trim())
  if (!/^\d+(\.\d+)+$/u.test(driver)) return { name: null, driver: null, memoryBytes: null, reason: 'noDriver', hindrance: null }
  // A driver of before 2022 does not know the word, and says so in its place.
  const isNumber = /^\d+\.\d+$/u.test(capability)
  const reason = !isNumber || isOlder(driver, oldestDriver) ? 'oldDriver' : isOlder(capability, oldestCard) ? 'oldCard' : isOlder(newestCard, capability) ? 'newCard' : null
  return { name, driver, memoryBytes: /^\d+$/u.test(mebibytes) ? Number(mebibytes) * 2 ** 20 : null, reason, hindrance: null }
}

function isOlder(version: string, oldest: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [at, least] of oldest.split('.').map(Number).entries()) {
    const part = parts[at] ?? 0
    if (part !== least) return part < least
  }
  return false
}
