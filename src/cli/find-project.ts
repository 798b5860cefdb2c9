/** Which project a person means by PROJECT, and in which home it lies. */
import { join, resolve } from 'node:path'
import type { ProjectEntry } from '#contract/project.ts'
import type { StudioClient } from '#host/client.ts'
import { isFolder } from './find-run.ts'
import { UsageError } from './usage-error.ts'

/** The home to look for PROJECT in: itself where `train --out` filled it, else the person's own. */
export async function homeOfProject(project: string, ownHome: string): Promise<string> {
  return (await isFolder(join(project, 'projects'))) ? resolve(project) : ownHome
}

/** By id, by name, or the newest one of a folder. */
export async function findProject(studio: StudioClient, wanted: string): Promise<ProjectEntry> {
  const entries = await studio.project.list({})
  if (await isFolder(join(wanted, 'projects'))) return entries[0] ?? unknown(wanted)
  const byId = entries.find(({ id }) => id === wanted)
  if (byId) return byId
  const [named, another] = entries.filter(({ name }) => name === wanted)
  if (named === undefined) return unknown(wanted)
  if (another === undefined) return named
  throw new UsageError({
    en: `More than one project is called “${wanted}”. Name it by its id: ${named.id}, ${another.id} …`,
    'zh-CN': `有多个项目名为 “${wanted}”。请改用 id：${named.id}、${another.id} 等。`,
  })
}

function unknown(wanted: string): never {
  throw new UsageError({
    en: `“${wanted}” is neither the name or id of a project on this computer nor a folder that \`candor train --out\` filled.`,
    'zh-CN': `“${wanted}” 既不是本机项目的名称或 id，也不是 \`candor train --out\` 保存的文件夹。`,
  })
}
