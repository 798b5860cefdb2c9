/** What a person sees who opens the host without its token: where to find the right address. */

export const noAccessPage = `<!doctype html>
<meta charset="utf-8">
<title>Candor</title>
<style>
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 34em; margin: 20vh auto; padding: 0 1.5em; color: #1e293b }
  @media (prefers-color-scheme: dark) { body { background: #0f172a; color: #e2e8f0 } }
</style>
<p lang="en">This window needs the full address that Candor printed when it started: the one that contains “token”. Open that address.</p>
<p lang="zh-CN">请打开 Candor 启动时显示的完整地址（其中含有 “token”）。</p>
`
