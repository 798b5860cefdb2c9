import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import ts from 'typescript'
import { expect, it } from 'vitest'

const known = existsSync('/proc/self/autogroup')

it.runIf(known)('moves a session of its own behind the others, and back', async () => {
  expect(await niceOfProgram(true)).toEqual([0, 5, 0])
})

it.runIf(known)('leaves a session alone that it shares with other programs', async () => {
  const [before, ...after] = await niceOfProgram(false)
  expect(after).toEqual([before, before])
})

/** Of a program that gives way and then does no longer: the nice value of its session before, in between and after. */
async function niceOfProgram(detached: boolean): Promise<number[]> {
  const source = await readFile(new URL('./give-way.ts', import.meta.url), 'utf8')
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } })
  const asking = `${outputText}
const nice = () => Number(/nice (-?\\d+)/.exec(readFileSync(file, 'utf8'))?.[1])
const seen = [nice()]
for (const whether of [true, false]) { giveWay(whether); seen.push(nice()) }
console.log(JSON.stringify(seen))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', asking], { detached, stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(await text(child.stdout))
}
