/** What the desktop shell remembers between two starts: size, place and zoom of the window, language, recent projects. */
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Language } from '#contract/language.ts'
import { languages } from '#contract/language.ts'

export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export interface RecentProject {
  id: string
  name: string
}

export interface ShellState {
  /** null: the system places it. */
  place: { x: number; y: number } | null
  width: number
  height: number
  maximized: boolean
  /** Percent, 80 to 200. */
  zoom: number
  /** null: the system's. */
  language: Language | null
  recent: RecentProject[]
}

export const smallest = { width: 1024, height: 640 }
const defaults: ShellState = { place: null, width: 1280, height: 800, maximized: false, zoom: 100, language: null, recent: [] }
/** At least this much of the title bar must be on some display for a person to grasp it. */
const graspable = 100

/** Anything the file may hold becomes a state that shows a usable window on one of the displays. */
export function sanitizeState(stored: unknown, displays: Bounds[]): ShellState {
  const found = isRecord(stored) ? stored : {}
  const width = Math.max(smallest.width, numberOr(found['width'], defaults.width))
  const height = Math.max(smallest.height, numberOr(found['height'], defaults.height))
  const place = placeOf(found['place'])
  const language = languages.find((known) => known === found['language']) ?? null
  return {
    place: place && displays.some((display) => isGraspable({ ...place, width, height }, display)) ? place : null,
    width,
    height,
    maximized: found['maximized'] === true,
    zoom: clampZoom(numberOr(found['zoom'], defaults.zoom)),
    language,
    recent: Array.isArray(found['recent']) ? found['recent'].filter(isRecent).slice(0, 10) : [],
  }
}

export function clampZoom(percent: number): number {
  return Math.min(200, Math.max(80, Math.round(percent)))
}

/** A file that is absent or broken is no reason not to start. */
export async function readState(path: string, displays: Bounds[]): Promise<ShellState> {
  const text = await readFile(path, 'utf8').catch(() => 'null')
  return sanitizeState(parseJson(text), displays)
}

/** All of it or none: a crash in between leaves the old file. */
export async function writeState(path: string, state: ShellState): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.new`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(JSON.stringify(state))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}

function isGraspable(window: Bounds, display: Bounds): boolean {
  const visible = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  return visible >= graspable && window.y >= display.y && window.y <= display.y + display.height - graspable
}

function placeOf(value: unknown): { x: number; y: number } | null {
  if (!isRecord(value) || !Number.isInteger(value['x']) || !Number.isInteger(value['y'])) return null
  return { x: Number(value['x']), y: Number(value['y']) }
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 100_000 ? Math.round(value) : otherwise
}

export function isRecent(value: unknown): value is RecentProject {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
