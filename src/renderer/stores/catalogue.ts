/** The catalogue of layers, losses and optimizers that forms are made from. Asked for once. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Catalogue } from '#contract/network.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'

export const useCatalogue = defineStore('catalogue', () => {
  const catalogue = shallowRef<Catalogue | null>(null)
  const failure = shallowRef<Failure | null>(null)

  async function load(): Promise<void> {
    if (catalogue.value !== null) return
    try {
      catalogue.value = await useConnection().client.studio.catalogue({})
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }

  return { catalogue, failure, load }
})
