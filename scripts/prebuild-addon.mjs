/**
 * `npm run prebuild-addon [-- --from WHEEL]`: TensorFlow's addon for this kind of computer into resources/addon, for the installers made
 * of it. Installs TensorFlow into a folder of its own, as `candor engines install tensorflow` does (a C++ compiler is needed), and keeps the addon.
 */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { inRoot } from './root.mjs'

process.exitCode = await main(process.argv.slice(2))

/** @param {string[]} words */
async function main(words) {
  const wheel = words[0] === '--from' && words[1] !== undefined ? ['--from', resolve(words[1])] : []
  if (words.length !== wheel.length) {
    process.stderr.write('npm run prebuild-addon [-- --from WHEEL]\n')
    return 2
  }
  if (!(await ensureInstalled()) || !(await ensureBuilt())) return 1
  const home = await mkdtemp(join(tmpdir(), 'candor-prebuild-'))
  try {
    const { status } = spawnSync(process.execPath, [inRoot('out', 'main', 'cli.js'), 'engines', 'install', 'tensorflow', ...wheel], { stdio: 'inherit', env: { ...process.env, CANDOR_HOME: home } })
    if (status !== 0) return status ?? 1
    const made = join(home, 'engines', 'tensorflow')
    /** @type {{ tensorflow: string }} */
    const { tensorflow } = JSON.parse(await readFile(join(made, 'installed.json'), 'utf8'))
    const addon = join(made, 'tensorflow.node')
    const name = `tensorflow-${process.platform}-${process.arch}`
    const folder = inRoot('resources', 'addon')
    await mkdir(folder, { recursive: true })
    await copyFile(addon, join(folder, `${name}.node`))
    const sha256 = createHash('sha256').update(await readFile(addon)).digest('hex')
    await writeFile(join(folder, `${name}.json`), `${JSON.stringify({ version: 1, tensorflow, sha256 })}\n`)
    process.stdout.write(`${join(folder, `${name}.node`)}\n`)
    return 0
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
