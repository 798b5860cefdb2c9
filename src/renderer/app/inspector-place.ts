/** Where a stage's inspector content is put: the panel beside it, or the drawer over it. */
import type { InjectionKey, Ref } from 'vue'

export const inspectorPlace: InjectionKey<{ element: Ref<HTMLElement | null> }> = Symbol('inspector place')
