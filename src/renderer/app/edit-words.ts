/** The name of an edit in the person's language. */
import type { Language } from '#contract/language.ts'
import type { EditLabel } from '#renderer/plan/plan-history.ts'

export function editWords(label: EditLabel, t: (key: string, params: Record<string, unknown>) => string, language: Language): string {
  if (typeof label === 'string') return label
  const params = Object.entries(label.params ?? {}).map(([name, value]) => [name, typeof value === 'object' ? value[language] : value])
  return t(label.key, Object.fromEntries(params))
}
