/** Keeps every page where it belongs: no navigation away, no new window, no webview, no permission. */
import type { App, Session } from 'electron'
import { mayNavigate } from './policy.ts'

export function containPages(app: App): void {
  app.on('web-contents-created', (_, contents) => {
    // Of the main frame and of every other one; 'will-navigate' alone misses the others.
    contents.on('will-frame-navigate', (event) => {
      if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Electron grants what nobody refuses. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.on('select-hid-device', (event) => event.preventDefault())
  session.on('select-usb-device', (event) => event.preventDefault())
  session.on('select-serial-port', (event) => event.preventDefault())
}

/** Nothing of the window leaves this computer: every request to another scheme ends here. */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url)
    answer({ cancel: !['app:', 'blob:', 'data:', 'devtools:'].includes(protocol) })
  })
}
