import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { constants, getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import ts from 'typescript'
import { expect, it } from 'vitest'

it.runIf(process.platform === 'linux')('puts the thread that asks behind the others, and no other thread', async () => {
  const source = await readFile(new URL('./stand-behind.ts', import.meta.url), 'utf8')
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } })
  const asking = `${outputText}\nimport { getPriority } from 'node:os'\nimport { parentPort } from 'node:worker_threads'\nstandBehind()\nparentPort.postMessage(getPriority())`
  const before = getPriority()
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(asking)}`))
  try {
    const [behind] = await once(worker, 'message')
    expect([behind, getPriority()]).toEqual([constants.priority.PRIORITY_BELOW_NORMAL, before])
  } finally {
    await worker.terminate()
  }
})
