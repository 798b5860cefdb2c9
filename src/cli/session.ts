/** One studio for one command: started, asked, ended, and its folders removed unless they were asked for. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import type { StudioClient } from '#host/client.ts'
import { createStudioClient } from '#host/client.ts'
import { forkStudio } from '#host/fork-studio.ts'
import { environmentOf } from '#host/studio-environment.ts'
import { keepStudio } from '#host/studio-process.ts'
import { untilStopped } from './stopped.ts'

/** `home` null: a temporary one. Throws Stopped where a signal came first; also then nothing is left behind. */
export async function withStudio<T>(built: string, home: string | null, work: (studio: StudioClient) => Promise<T>): Promise<T> {
  const temporary = await mkdtemp(join(tmpdir(), 'candor-'))
  const place = home ?? join(temporary, 'home')
  const environment = environmentOf({
    home: place,
    uploads: join(temporary, 'uploads'),
    downloads: join(temporary, 'downloads'),
    resources: join(built, '..', '..', 'resources'),
    paths: true,
  })
  try {
    await makeFolder(place)
    const studio = keepStudio({ start: () => forkStudio({ entry: join(built, 'studio.js'), environment }), restart: false })
    try {
      const channel = studio.open()
      if (!channel) throw new StudioError('studio.stopped')
      return await untilStopped(() => work(createStudioClient(channel)))
    } finally {
      await studio.stop()
    }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw asDiskError(error, path)
  }
}
