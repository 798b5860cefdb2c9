/** Opens an address in the person's browser, where there is a person with a screen. */
import { spawn } from 'node:child_process'

/**
 * @param {string} address
 * @returns {boolean} False where nothing was tried.
 */
export function openBrowser(address) {
  if (process.env.CI || process.env.CANDOR_NO_BROWSER) return false
  const [command, ...args] = openerOf(process.platform, process.env)
  if (command === undefined) return false
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true })
  // No opener installed: the address is printed anyway.
  child.on('error', () => {})
  child.unref()
  return true
}

/**
 * @param {string} platform
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string[]}
 */
function openerOf(platform, environment) {
  switch (platform) {
    case 'darwin':
      return ['open']
    case 'win32':
      // Not `start`: a shell would cut the address at its "&".
      return ['rundll32.exe', 'url.dll,FileProtocolHandler']
    default:
      return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : []
  }
}
