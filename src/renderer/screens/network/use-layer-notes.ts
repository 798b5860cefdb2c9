/** The problems of the plan's network by the card they belong to: a layer's id, `output`, or none of them. */
import { computed } from 'vue'
import { type ProblemNote, notesByField, useProblems } from '#renderer/app/use-problems.ts'

export function useLayerNotes() {
  const { notes, fix } = useProblems()

  const notesOf = (card: string): ProblemNote[] => notes.value.filter(({ problem }) => (problem.place === 'layer' && problem.layerId === card) || (problem.place === 'output' && card === 'output'))
  const fieldNotesOf = (card: string): Record<string, ProblemNote> => notesByField(notesOf(card))
  /** What belongs to Prepare, and keeps the network from being trained. */
  const elsewhere = computed(() => notes.value.filter(({ problem }) => problem.place === 'recipe'))

  return { notesOf, fieldNotesOf, elsewhere, fix }
}
