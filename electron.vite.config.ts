/** How the three bundles are made: the Node side (Electron's main, studio, web host, command line), preload, window. */
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          studio: 'src/studio/index.ts',
          web: 'src/web/index.ts',
          cli: 'src/cli/index.ts',
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload script can't be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    build: { minify: true, rollupOptions: { input: 'src/renderer/index.html' } },
    plugins: [
      vue(),
      ui({
        router: false,
        colorMode: false,
        // Every import is written out; a list of what could be left out would only lie about.
        autoImport: { dts: false },
        components: { dts: false },
        // Icons are named in code too; one that is missed would be asked for at run time.
        icon: { clientBundle: { scan: { globInclude: ['**/*.{vue,ts}'], globExclude: ['**/*.test.ts'] } } },
        ui: { colors: { primary: 'blue', neutral: 'slate' } },
      }),
    ],
  },
})
