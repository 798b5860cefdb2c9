/** Running programs, real ones. */
import { describe, expect, it } from 'vitest'
import { runProgram } from './program.mjs'

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
})
