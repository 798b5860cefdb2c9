/** The environment a host starts its studio with. */
import { join } from 'node:path'
import { studioEnvironment } from '#contract/channel.ts'
import { candorHome } from './folders.ts'

export interface StudioPlaces {
  home: string
  uploads: string
  downloads: string
  resources: string
  /** Whether clients of this host may name paths of this computer. */
  paths: boolean
}

export function environmentOf({ home, uploads, downloads, resources, paths }: StudioPlaces): Record<string, string> {
  return {
    [studioEnvironment.home]: home,
    [studioEnvironment.uploads]: uploads,
    [studioEnvironment.downloads]: downloads,
    [studioEnvironment.resources]: resources,
    [studioEnvironment.paths]: paths ? '1' : '0',
    // The person's, whatever folder this studio keeps its projects in.
    [studioEnvironment.engines]: join(candorHome(), 'engines'),
  }
}
