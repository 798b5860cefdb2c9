/** A Chromium for the end-to-end tests: one that is installed, else Playwright's, else the system's packages. */
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { runProgram } from './program.mjs'
import { inRoot } from './root.mjs'

const downloadSeconds = 120
const packagesSeconds = 180

/**
 * @typedef {{ path: string } | { path: null, reason: string }} FoundBrowser
 */

/**
 * CANDOR_CHROMIUM, else Chrome, Chromium or Edge where systems put them.
 * @returns {Promise<string | null>}
 */
export async function installedBrowser() {
  for (const path of candidates()) if (await exists(path)) return path
  return null
}

/**
 * The same, and if there is none, fetches one.
 * @param {(text: string) => void} tell
 * @returns {Promise<FoundBrowser>}
 */
export async function findBrowser(tell) {
  const installed = (await installedBrowser()) ?? (await playwrightBrowser())
  if (installed) return { path: installed }
  if (process.env.CANDOR_NO_DOWNLOAD) return { path: null, reason: 'no Chrome, Chromium or Edge is installed and downloads are switched off' }
  tell('no Chrome, Chromium or Edge found; fetching Playwright’s Chromium …')
  await runProgram(process.execPath, [playwrightCli, 'install', '--with-deps', 'chromium'].filter((word) => word !== '--with-deps' || isDebianRoot()), { seconds: downloadSeconds })
  const downloaded = await playwrightBrowser()
  if (downloaded) return { path: downloaded }
  if (isDebianRoot()) {
    tell('that failed; installing the system’s chromium …')
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await runProgram('sh', ['-c', 'apt-get update && apt-get install -y --no-install-recommends chromium'], { seconds: packagesSeconds, env: environment })
    const packaged = await installedBrowser()
    if (packaged) return { path: packaged }
  }
  return { path: null, reason: 'no Chrome, Chromium or Edge is installed and none could be fetched' }
}

const playwrightCli = inRoot('node_modules', '@playwright', 'test', 'cli.js')

async function playwrightBrowser() {
  // Only after the installation: until then there is no such package.
  const { chromium } = await import('@playwright/test')
  try {
    const path = chromium.executablePath()
    return path && (await exists(path)) ? path : null
  } catch {
    // Playwright has no browser for this system.
    return null
  }
}

function isDebianRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0
}

function candidates() {
  const chosen = process.env.CANDOR_CHROMIUM
  return [...(chosen ? [chosen] : []), ...placesOf(process.platform)]
}

/** @param {string} platform */
function placesOf(platform) {
  const environment = process.env
  switch (platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
    case 'win32':
      return [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'), join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')])
    default: {
      const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge']
      return (environment.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
    }
  }
}

/** @param {string} path */
function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  )
}
