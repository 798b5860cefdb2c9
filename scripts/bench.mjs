/** `npm run bench -- training | engines | import | memory | responsiveness [--json FILE]`: bundles a bench of bench/ and runs it. What each measures is said there. */
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { findBrowser } from './find-browser.mjs'
import { inRoot, root } from './root.mjs'

/** The bench itself, and the programs that it starts. */
const entries = { training: ['training', 'candor'], engines: ['engines', 'candor'], import: ['import', 'import-candor', 'import-helper'], memory: ['memory', 'memory-of-run'], responsiveness: ['responsiveness', 'responsiveness-loop'] }

process.exitCode = await main(process.argv.slice(2))

/** @param {string[]} words */
async function main([name = '', ...words]) {
  if (name !== 'training' && name !== 'engines' && name !== 'import' && name !== 'memory' && name !== 'responsiveness') {
    process.stderr.write(`${name === '' ? 'Which bench?' : `No such bench: ${name}.`} Benches: ${Object.keys(entries).join(', ')}.\n`)
    return 2
  }
  if (!(await ensureInstalled()) || (name === 'responsiveness' && !(await prepareWindow()))) return 1
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

/** The built product and a browser for it, as the end-to-end tests have them. */
async function prepareWindow() {
  const browser = await findBrowser((text) => void process.stderr.write(`${text}\n`))
  if (browser.path === null) process.stderr.write(`${browser.reason}\n`)
  else process.env.CANDOR_CHROMIUM = browser.path
  return browser.path !== null && (await ensureBuilt())
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
    // Everything in the bundle, save for TensorFlow.js, whose WebAssembly starts only from its own folder.
    ssr: { noExternal: true, external: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'] },
    build: { ssr: true, outDir: folder, emptyOutDir: false, target: 'node20', rollupOptions: { input: Object.fromEntries(names.map((name) => [name, inRoot('bench', `${name}.ts`)])), output: { entryFileNames: '[name].js', format: 'es' } } },
  })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await symlink(inRoot('node_modules'), join(folder, 'node_modules'), 'junction')
}
