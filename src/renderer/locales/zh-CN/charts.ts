/** 图表周围的文字。 */
export const charts = {
  asTable: '表格',
  asChart: '图表',
  copy: '复制',
  firstRows: '共 {count} 行，这里是前 {shown} 行。“复制”会复制全部。',
  copied: '已复制',
  actual: '实际',
  said: '预测',
  actualBySaid: '实际 / 预测',
  confusionCell: '{count} 行实际为“{actual}”，预测为“{said}”',
  association: '“{x}”与“{y}”：{strength}',
  rowsHead: '行',
  rows: '{from}～{to}',
  gapBand: '“{column}”列，第 {rows} 行：缺失 {share}',
}
