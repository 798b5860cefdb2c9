/** What the kinds of steps are called, in both languages. */
import type { Text } from '../language.ts'
import type { RecipeStep } from '../recipe.ts'

export const stepNames = {
  rename: { en: 'Rename a column', 'zh-CN': '重命名列' },
  compute: { en: 'Compute a column', 'zh-CN': '计算新列' },
  sample: { en: 'Keep some rows by chance', 'zh-CN': '随机保留部分行' },
  cast: { en: 'Read a column as another type', 'zh-CN': '转换列的类型' },
  groupRare: { en: 'Group rare values', 'zh-CN': '合并少见的取值' },
  bin: { en: 'Cut numbers into ranges', 'zh-CN': '把数值分段' },
  log: { en: 'Take the logarithm', 'zh-CN': '取对数' },
  yeoJohnson: { en: 'Make numbers bell-shaped (Yeo-Johnson)', 'zh-CN': '让数值接近钟形分布（Yeo-Johnson）' },
  filter: { en: 'Keep rows by a condition', 'zh-CN': '按条件保留行' },
} as const satisfies Record<RecipeStep['kind'], Text>
