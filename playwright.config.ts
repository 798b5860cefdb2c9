/** End-to-end tests: the built web host in a real Chromium, and the same window in Electron where its binary is. */
import { defineConfig } from '@playwright/test'
import { installedBrowser } from './scripts/find-browser.mjs'

const browser = await installedBrowser()
const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/end-to-end',
  // A picture that is missing is a failure, never written on the way: the pages' spec tries twice.
  updateSnapshots: 'none',
  snapshotPathTemplate: '{testDir}/pages/{arg}{ext}',
  // Each test starts a host and a studio that trains: two cores carry one at a time.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === null ? {} : { executablePath: browser }),
      // Chromium's sandbox refuses root; nobody else goes without it.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
})
