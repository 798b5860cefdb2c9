/** `npm run bench -- training | memory [--json FILE]`: bundles a bench of bench/ and runs it. What each measures is said there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'
import { inRoot, root } from './root.mjs'

/** The bench itself, and the programs that it starts. */
const entries = { training: ['training', 'candor'], memory: ['memory', 'memory-of-run'] }

process.exitCode = await main(process.argv.slice(2))

/** @param {string[]} words */
async function main([name = '', ...words]) {
  if (name !== 'training' && name !== 'memory') {
    process.stderr.write(`${name === '' ? 'Which bench?' : `No such bench: ${name}.`} Benches: ${Object.keys(entries).join(', ')}.\n`)
    return 2
  }
  if (!(await ensureInstalled())) return 1
  const bundles = await mkdtemp(join(tmpdir(), 'candor-bench-'))
  try {
    await bundle(entries[name], bundles)
    /** @type {{ run: (words: string[], place: import('../bench/bench-place.ts').BenchPlace) => Promise<number> }} */
    const { run } = await import(pathToFileURL(join(bundles, `${name}.js`)).href)
    return await run(words, { repository: root, bundles })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  } finally {
    await rm(bundles, { recursive: true, force: true })
  }
}

/**
 * @param {string[]} names
 * @param {string} folder
 */
async function bundle(names, folder) {
  // Imported late: it is there only once the packages are installed.
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    // Everything in the bundle: beside it there are no packages.
    ssr: { noExternal: true },
    build: { ssr: true, outDir: folder, emptyOutDir: false, target: 'node20', rollupOptions: { input: Object.fromEntries(names.map((name) => [name, inRoot('bench', `${name}.ts`)])), output: { entryFileNames: '[name].js', format: 'es' } } },
  })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
}
