/** 图表周围的文字。 */
export const charts = {
  asTable: '表格',
  asChart: '图表',
  copy: '复制',
  copied: '已复制',
  actual: '实际',
  said: '预测',
  actualBySaid: '实际 / 预测',
  confusionCell: '{count} 行实际为“{actual}”，预测为“{said}”',
}
