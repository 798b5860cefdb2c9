/** What a run is called: the name the person gave it, else its number. */
import type { RunSummary } from '#contract/run.ts'
import { formatCount } from '#contract/wording/numbers.ts'

export function runName({ name, number }: Pick<RunSummary, 'name' | 'number'>, t: (key: string, params: Record<string, unknown>) => string): string {
  return name === '' ? t('app.runs.named', { number: formatCount(number) }) : name
}
