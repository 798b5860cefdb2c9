/** Running programs, real ones. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { runProgram } from './program.mjs'
import { inRoot } from './root.mjs'

describe('a program', () => {
  it('gives its exit code and both its streams', async () => {
    const { code, output } = await runProgram(process.execPath, ['-e', 'console.log("out"); console.error("err"); process.exitCode = 3'])
    expect(code).toBe(3)
    expect(output).toContain('out')
    expect(output).toContain('err')
  })

  it('that is not there gives 127', async () => {
    expect((await runProgram('candor-no-such-program', [])).code).toBe(127)
  })

  it('is ended at its time limit together with its children', async () => {
    const child = 'require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "inherit" }); setTimeout(() => {}, 60000)'
    const startedAt = Date.now()
    // 'close' waits for the child's child too: it holds the same pipes.
    expect((await runProgram(process.execPath, ['-e', child], { seconds: 1 })).code).toBe(124)
    expect(Date.now() - startedAt).toBeLessThan(10_000)
  })

  it('does not outlive the process that runs it', async () => {
    const long = '["-e", "setTimeout(() => {}, 60000)"]'
    const runner = `import { runProgram } from ${JSON.stringify(inRoot('scripts', 'program.mjs'))}
      const both = [runProgram(process.execPath, ${long}), runProgram(process.execPath, ${long}, { seconds: 60 })]
      console.log(process._getActiveHandles().flatMap((handle) => handle.pid ?? []).join(' '))
      await Promise.all(both)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', runner])
    const ended = once(child, 'exit')
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
    const pids = String(line).trim().split(' ').map(Number)
    child.kill('SIGTERM')
    await ended
    expect(pids).toHaveLength(2)
    // An orphan that has ended is there until the system's first process takes note of it.
    for (const pid of pids) await expect.poll(() => isAlive(pid), { timeout: 15_000 }).toBe(false)
  }, 20_000)
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
