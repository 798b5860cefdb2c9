/** A file that the studio left for this browser, saved where it saves all files. */
import { downloadPath } from '#contract/web.ts'

export function fetchDownload(downloadId: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = downloadPath + downloadId
  link.download = fileName
  link.click()
}
