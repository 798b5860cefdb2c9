/** The name of an edit in the person's language. */
import type { EditLabel } from '#renderer/stores/plan-history.ts'

export function editWords(label: EditLabel, t: (key: string, params: Record<string, unknown>) => string): string {
  return typeof label === 'string' ? label : t(label.key, label.params ?? {})
}
