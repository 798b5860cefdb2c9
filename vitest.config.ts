/** Unit tests (beside their source), journeys (test/journeys, through the built studio) and long ones (test/long). */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const patient = { environment: 'node', testTimeout: 120_000, hookTimeout: 120_000 } as const

export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'], exclude: ['src/renderer/**'], environment: 'node' } },
      { extends: true, test: { name: 'renderer', include: ['src/renderer/**/*.test.ts'], environment: 'happy-dom' } },
      { extends: true, test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], ...patient } },
      { extends: true, test: { name: 'long', include: ['test/long/**/*.test.ts'], ...patient, testTimeout: 600_000 } },
    ],
  },
})
