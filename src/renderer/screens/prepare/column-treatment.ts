/** What happens to a column, as keys of `prepare.columns` with their parameters; the screen puts them into words. */
import type { PreparedColumn } from '#contract/recipe.ts'

export interface TreatmentPart {
  key: string
  params: Record<string, string | number>
}

export function treatmentOf({ treatment, scaling, filling, missing, inputs }: PreparedColumn, fillConstant: number): TreatmentPart[] {
  const parts: TreatmentPart[] = []
  switch (treatment) {
    case null:
      return []
    case 'scaled':
      parts.push({ key: `scaled.${scaling ?? 'none'}`, params: {} })
      break
    case 'oneHot':
      parts.push({ key: 'oneHot', params: { count: inputs.length } })
      break
    case 'codes':
      parts.push({ key: 'codes', params: {} })
      break
    case 'dateParts':
      parts.push({ key: 'dateParts', params: { count: inputs.length } })
      break
    default:
      treatment satisfies never
  }
  if (missing > 0 && filling !== null) parts.push({ key: `filling.${filling}`, params: { value: fillConstant } })
  return parts
}
