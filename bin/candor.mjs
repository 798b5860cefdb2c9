#!/usr/bin/env node
/** The command `candor`: installs and builds if needed (telling so on standard error), then runs the built command line. */
import { ensureBuilt } from '../scripts/ensure-built.mjs'
import { ensureInstalled } from '../scripts/ensure-installed.mjs'

// `npm run candor` changes the folder to ours; paths are meant from where the person stood.
if (process.env.npm_lifecycle_event === 'candor' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)

if ((await ensureInstalled()) && (await ensureBuilt())) await import(new URL('../out/main/cli.js', import.meta.url).href)
else process.exitCode = 1
