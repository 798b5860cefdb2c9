/** Which column the person may want to predict, and why. */
import type { ColumnSummary, DatasetView } from '#contract/dataset.ts'

const targetNames = /^(target|label|labels|class|classes|y|outcome|response|species|diagnosis|survived|churn|churned|exited|default|fraud|is_?fraud|income|目标|目标列|标签|类别|分类|结果|是否.+)$/i
const amountNames = /^(price|sale_?price|median_house_value|medv|mpg|miles_per_gallon|quality|rating|score|sales|charges|售价|价格|房价|销量|成绩|评分)$/i

export function suggestTarget(columns: ColumnSummary[]): DatasetView['suggestedTarget'] {
  const usable = columns.filter((column) => column.distinct > 1 && ['number', 'category', 'boolean'].includes(column.type))
  const named = usable.findLast((column) => targetNames.test(column.name)) ?? usable.findLast((column) => amountNames.test(column.name))
  if (named) return { column: named.name, reason: 'named' }
  const last = usable.at(-1)
  if (!last) return null
  if (last.index === columns.length - 1) return { column: last.name, reason: last.distinct === 2 ? 'lastTwoValues' : 'last' }
  const two = usable.filter((column) => column.distinct === 2)
  if (two.length === 1 && two[0]) return { column: two[0].name, reason: 'onlyTwoValues' }
  return { column: last.name, reason: 'last' }
}
