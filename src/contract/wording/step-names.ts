/** What the kinds of steps are called, in both languages. */
import type { Text } from '../language.ts'
import type { RecipeStep } from '../recipe.ts'

export const stepNames = {
  rename: { en: 'Rename a column', 'zh-CN': '重命名列' },
  compute: { en: 'Compute a column', 'zh-CN': '计算新列' },
  filter: { en: 'Keep rows by a condition', 'zh-CN': '按条件保留行' },
} as const satisfies Record<RecipeStep['kind'], Text>
