/**
 * What the committed pictures of the pages were made with. Letters are drawn by the browser from the fonts of the computer: with another
 * one of either a picture differs everywhere, and says nothing about the window.
 */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const place = resolve('test/e2e/pages/made-with.json')

const MadeWith = z.object({
  platform: z.string(),
  /** Its major version. */
  chromium: z.string(),
  /** The fonts that stand in where Inter has no letter, each with its version. */
  fonts: z.record(z.string(), z.string()),
})
type MadeWith = z.infer<typeof MadeWith>

/** `version`: of the browser. */
export async function madeWithHere(version: string): Promise<MadeWith> {
  return { platform: `${process.platform} ${process.arch}`, chromium: version.split('.')[0] ?? version, fonts: { Chinese: await fontFor('sans-serif:lang=zh-cn'), raw: await fontFor('monospace') } }
}

/** null where the pictures were made with the same; else what is different, in words. */
export async function differenceFrom(here: MadeWith): Promise<string | null> {
  const made = MadeWith.parse(JSON.parse(await readFile(place, 'utf8')))
  const pairs: [string, string, string][] = [
    ['platform', made.platform, here.platform],
    ['Chromium', made.chromium, here.chromium],
    ...Object.entries(made.fonts).map(([use, font]): [string, string, string] => [`font for ${use}`, font, here.fonts[use] ?? 'none']),
  ]
  const different = pairs.filter(([, before, now]) => before !== now).map(([what, before, now]) => `${what} ${before}, here ${now}`)
  return different.length === 0 ? null : `the pictures were made with ${different.join('; ')}`
}

export async function keepMadeWith(here: MadeWith): Promise<void> {
  await writeFile(place, `${JSON.stringify(here, null, 2)}\n`)
}

/** The family and version that fontconfig gives; where there is no fontconfig, nobody knows. */
async function fontFor(pattern: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('fc-match', ['-f', '%{family[0]} %{fontversion}', pattern])
    return stdout.trim()
  } catch {
    return 'unknown'
  }
}
