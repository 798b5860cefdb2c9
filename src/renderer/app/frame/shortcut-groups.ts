/** Which keys there are and where they work, for the list of them. It describes; the keys themselves are answered where they work. */

/** Each value: ways to press, each the keys held together. The names are those of `app.keys` in the locales. */
export const shortcutGroups = [
  {
    name: 'anywhere',
    keys: {
      train: [['Ctrl', 'Enter']],
      pause: [['Ctrl', '.']],
      stages: [['Ctrl', '1'], ['Ctrl', '6']],
      palette: [['Ctrl', 'K']],
      inspector: [['Ctrl', 'I']],
      undo: [['Ctrl', 'Z']],
      redo: [['Ctrl', 'Y'], ['Ctrl', 'Shift', 'Z']],
      openFile: [['Ctrl', 'O']],
      openProjectFile: [['Ctrl', 'Shift', 'O']],
      saveAsFile: [['Ctrl', 'Shift', 'S']],
      zoom: [['Ctrl', '+'], ['Ctrl', '−'], ['Ctrl', '0']],
      list: [['Ctrl', '/']],
    },
  },
  {
    name: 'network',
    keys: {
      addLayer: [['A']],
      nextLayer: [['↑'], ['↓']],
      moveLayer: [['Alt', '↑'], ['Alt', '↓']],
      switchLayer: [['Space']],
      copyLayer: [['Ctrl', 'D']],
      removeLayer: [['Delete']],
    },
  },
  { name: 'charts', keys: { crosshair: [['←'], ['→']], crosshairFar: [['Shift', '←'], ['Shift', '→']], crosshairEnds: [['Home'], ['End']], crosshairOff: [['Esc']] } },
  { name: 'fields', keys: { step: [['↑'], ['↓']], stepFar: [['Shift', '↑'], ['Shift', '↓']] } },
  { name: 'panels', keys: { panel: [['←'], ['→']], panelReset: [['Home']] } },
] as const satisfies readonly { name: string; keys: Record<string, readonly (readonly string[])[]> }[]
