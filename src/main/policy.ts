/** Which page is ours, where it may go, and who may call the shell. Pure: knows URLs and frames, not Electron. */

/** A host name is needed for the scheme to count as standard; it says nothing. */
export const appScheme = 'app'
export const appOrigin = `${appScheme}://candor`

export function isOwnUrl(url: string): boolean {
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}` === appOrigin
  } catch {
    return false
  }
}

/** Only within our own page: everything else would show foreign content in a window that looks like Candor. */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && isOwnUrl(url)
}

/** What is asked of the frame that sent a message; Electron's WebFrameMain has it. */
export interface SenderFrame {
  url: string
  parent: unknown
}

/** Only the main frame of our own page. A frame that is gone by now (null) gets no answer. */
export function mayCall(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isOwnUrl(frame.url)
}
