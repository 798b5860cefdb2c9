/** Whether the list of words is open, and at which word: of the window, not of one component. */
import { ref } from 'vue'
import type { TermName } from '#contract/wording/terms.ts'

export const glossaryOpen = ref(false)
/** The word that is looked for; null: the whole list. */
export const glossaryWord = ref<TermName | null>(null)

export function openGlossary(word: TermName | null): void {
  glossaryWord.value = word
  glossaryOpen.value = true
}
