/** Everything the palette finds: stages, actions, layers, columns, runs, projects, samples, words. Each by its name in either language and by its pinyin. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { samples } from '#contract/dataset.ts'
import { type Text, languages } from '#contract/language.ts'
import type { ShellCommand } from '#contract/shell.ts'
import { termNamed, termTopics, termsOf } from '#contract/wording/terms.ts'
import { enginesOpen } from '#renderer/app/engines/engines-open.ts'
import { runName } from '#renderer/app/run-name.ts'
import { useOpening } from '#renderer/app/use-opening.ts'
import { useTraining } from '#renderer/app/use-training.ts'
import { openGlossary } from '#renderer/components/term/glossary.ts'
import { useGuide } from '#renderer/guide/guide.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useSelection } from '#renderer/stores/selection.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { stageNames, useStage } from '#renderer/stores/stage.ts'
import { pinyinInitials } from './pinyin-initials.ts'

/** `act` is called with what the chosen item does, after which the palette closes. */
export function usePaletteGroups(act: (run: () => void) => void, obey: (command: ShellCommand) => void) {
  const { t } = useI18n()
  const stage = useStage()
  const settings = useSettings()
  const dataset = useDataset()
  const project = useProject()
  const runs = useRuns()
  const catalogue = useCatalogue()
  const opening = useOpening()
  const training = useTraining()
  const selection = useSelection()
  const guide = useGuide()

  /** `keywords`: by what else it is found. */
  function item(name: Text | string, icon: string, run: () => void, kbds?: string[]) {
    const names = typeof name === 'string' ? [name] : [name[settings.language], ...languages.map((language) => name[language])]
    return { label: names[0] ?? '', icon, keywords: [...names.slice(1), ...names.map(pinyinInitials)], ...(kbds === undefined ? {} : { kbds }), onSelect: () => act(run) }
  }
  const say = (key: string, params: Record<string, string | number> = {}): Text => ({ en: t(key, params, { locale: 'en' }), 'zh-CN': t(key, params, { locale: 'zh-CN' }) })
  const command = (key: string, icon: string, name: ShellCommand, ...kbds: string[]) => item(say(key), icon, () => obey(name), kbds)

  const stages = computed(() => stageNames.map((name, at) => item(say(`app.stages.${name}`), 'i-lucide-arrow-right', () => stage.show(name), ['Ctrl', String(at + 1)])))
  const actions = computed(() => [
    ...(training.ready.value ? [command('app.action.train', 'i-lucide-play', 'train', 'Ctrl', 'Enter')] : []),
    ...(runs.live?.state.kind === 'training' ? [command('app.action.pause', 'i-lucide-pause', 'pause', 'Ctrl', '.')] : []),
    ...(runs.live?.state.kind === 'paused' ? [command('app.action.resume', 'i-lucide-play', 'pause', 'Ctrl', '.')] : []),
    command('app.action.openFile', 'i-lucide-file-plus-2', 'openFile', 'Ctrl', 'O'),
    command('app.action.openProjectFile', 'i-lucide-package-open', 'importProject', 'Ctrl', 'Shift', 'O'),
    ...(project.current === null ? [] : [command('app.action.saveAsFile', 'i-lucide-package', 'exportProject', 'Ctrl', 'Shift', 'S')]),
    ...(project.current === null ? [] : [item(say('app.action.allProjects'), 'i-lucide-folder', () => void opening.closeProject())]),
    ...(project.undoLabel === null ? [] : [command('app.top.undo', 'i-lucide-undo-2', 'undo', 'Ctrl', 'Z')]),
    ...(project.redoLabel === null ? [] : [command('app.top.redo', 'i-lucide-redo-2', 'redo', 'Ctrl', 'Y')]),
    command('app.action.inspector', 'i-lucide-panel-right', 'inspector', 'Ctrl', 'I'),
    item(say('app.action.light'), 'i-lucide-sun', () => (settings.themeChoice = 'light')),
    item(say('app.action.dark'), 'i-lucide-moon', () => (settings.themeChoice = 'dark')),
    item(say('app.action.systemTheme'), 'i-lucide-monitor', () => (settings.themeChoice = 'system')),
    item(say('app.status.languages.zh-CN'), 'i-lucide-languages', () => (settings.languageChoice = 'zh-CN')),
    item(say('app.status.languages.en'), 'i-lucide-languages', () => (settings.languageChoice = 'en')),
    command('app.status.zoomIn', 'i-lucide-zoom-in', 'zoomIn', 'Ctrl', '+'),
    command('app.status.zoomOut', 'i-lucide-zoom-out', 'zoomOut', 'Ctrl', '-'),
    command('app.status.zoomReset', 'i-lucide-scan', 'zoomReset', 'Ctrl', '0'),
    command('app.status.projector', 'i-lucide-presentation', 'projector'),
    command('app.keys.title', 'i-lucide-keyboard', 'shortcuts', 'Ctrl', '/'),
    item(say('engines.palette'), 'i-lucide-cpu', () => (enginesOpen.value = true)),
    item(say('guide.words'), 'i-lucide-book-open', () => openGlossary(null)),
    item(say('guide.start'), 'i-lucide-footprints', () => void guide.start()),
  ])
  const layers = computed(() =>
    project.plan.network.layers.map(({ id, type }, at) => {
      const label = catalogue.catalogue?.layers.find((entry) => entry.type === type)?.label ?? { en: type, 'zh-CN': type }
      const name: Text = { en: t('network.layerName', { position: at + 1, name: label.en }, { locale: 'en' }), 'zh-CN': t('network.layerName', { position: at + 1, name: label['zh-CN'] }, { locale: 'zh-CN' }) }
      return item(name, 'i-lucide-layers', () => {
        stage.show('network')
        selection.card = id
      })
    }),
  )
  const columns = computed(() =>
    (dataset.view?.columns ?? []).map(({ name }) =>
      item(name, 'i-lucide-columns-3', () => {
        stage.show('data')
        selection.column = name
      }),
    ),
  )
  const runItems = computed(() =>
    runs.list.map((run) =>
      item(runName(run, t), 'i-lucide-chart-line', () => {
        runs.selectedId = run.id
        stage.show('train')
      }),
    ),
  )
  const projects = computed(() => project.entries.filter(({ id }) => id !== project.current?.id).map(({ id, name }) => item(name, 'i-lucide-folder-open', () => void opening.openProject(id))))
  const sampleItems = computed(() =>
    samples.map(({ name, file }) => item(say(`data.sample.${name}.question`), 'i-lucide-table-2', () => void opening.openSource({ kind: 'sample', name }, file, t(`data.sample.${name}.name`)))),
  )
  const words = computed(() =>
    termTopics.flatMap(termsOf).map((term) => {
      const { name } = termNamed(term)
      const other = name[settings.language === 'en' ? 'zh-CN' : 'en']
      return { ...item(name, 'i-lucide-book-open', () => openGlossary(term)), suffix: other === name[settings.language] ? '' : other }
    }),
  )

  return computed(() =>
    [
      { id: 'stages', label: t('app.palette.stages'), items: stages.value },
      { id: 'actions', label: t('app.palette.actions'), items: actions.value },
      { id: 'layers', label: t('app.palette.layers'), items: layers.value },
      { id: 'columns', label: t('app.palette.columns'), items: columns.value },
      { id: 'runs', label: t('app.palette.runs'), items: runItems.value },
      { id: 'projects', label: t('app.palette.projects'), items: projects.value },
      { id: 'samples', label: t('app.palette.samples'), items: sampleItems.value },
      { id: 'words', label: t('guide.words'), items: words.value },
    ].filter(({ items }) => items.length > 0),
  )
}
