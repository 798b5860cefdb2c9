/** What a thread that reads loads: no package. The schemas alone take a thread 10 MB and 50 ms. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')

/** Names of packages that a module and all it imports need while they run. */
async function packagesOf(file: string, seen: Set<string>): Promise<string[]> {
  if (seen.has(file)) return []
  seen.add(file)
  const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext, verbatimModuleSyntax: true } })
  const found: string[] = []
  for (const { fileName: name } of ts.preProcessFile(outputText).importedFiles) {
    const [specifier = ''] = name.split('?')
    if (specifier.startsWith('node:')) continue
    if (specifier.startsWith('#')) found.push(...(await packagesOf(path.join(root, 'src', specifier.slice(1)), seen)))
    else if (specifier.startsWith('.')) found.push(...(await packagesOf(path.resolve(path.dirname(file), specifier), seen)))
    else found.push(`${specifier} in ${path.relative(root, file)}`)
  }
  return found
}

it.each(['reader.worker.ts', 'column.worker.ts'])('%s and all it imports load no package', async (worker) => {
  const seen = new Set<string>()
  expect(await packagesOf(path.join(import.meta.dirname, worker), seen)).toEqual([])
  expect(seen.size).toBeGreaterThan(5)
})
