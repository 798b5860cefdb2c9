import { expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { fileTaker, takeFiles } from './file-taker.ts'

it('gives dropped files to a stage while it has a use for them, and back to the window afterwards', async () => {
  const wanted = ref(false)
  const take = (): void => {}
  const stage = effectScope()
  stage.run(() => takeFiles(() => wanted.value, take))
  expect(fileTaker.value).toBeNull()
  wanted.value = true
  await nextTick()
  expect(fileTaker.value).toBe(take)
  stage.stop()
  expect(fileTaker.value).toBeNull()
})
