/** Unit tests (beside their source) and journeys (test/journeys, through the built studio). */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'], exclude: ['src/renderer/**'], environment: 'node' } },
      { extends: true, test: { name: 'renderer', include: ['src/renderer/**/*.test.ts'], environment: 'happy-dom' } },
      { extends: true, test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], environment: 'node', testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
})
