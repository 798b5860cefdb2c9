/** What the web host answers beside the window's own files. For the window and the host; the desktop has none of it. */

/** WebSocket: each connection is one channel to the studio. */
export const socketPath = '/studio'
/** Closed with this code when the studio process ended: connect again, it is being restarted. */
export const studioRestarted = 4001

/** POST of a file's bytes (`application/octet-stream`), answered by `{ uploadId }` or `{ code }` of an ErrorCode. */
export const uploadPath = '/upload'
/** A header that no form and no simple cross-origin request can carry; its value is '1'. */
export const uploadHeader = 'x-candor-upload'

/** GET `/download/<downloadId>`: the file, once. */
export const downloadPath = '/download/'

/**
 * Fragment under which the window opens a file that was named at the start: `#/open?upload=<id>&name=<file name>` in a
 * browser, `#/open?path=<path>` on the desktop.
 */
export const openFragment = '#/open'
