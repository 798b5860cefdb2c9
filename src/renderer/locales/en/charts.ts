/** Words around charts. */
export const charts = {
  asTable: 'As table',
  asChart: 'As chart',
  copy: 'Copy',
  firstRows: 'The first {shown} of {count} rows. Copy takes all of them.',
  copied: 'Copied',
  actual: 'It was',
  said: 'It said',
  actualBySaid: 'It was / it said',
  confusionCell: '{count} rows were “{actual}” and were called “{said}”',
  association: '“{x}” and “{y}”: {strength}',
  rowsHead: 'Rows',
  rows: '{from}–{to}',
  gapBand: '“{column}”, rows {rows}: {share} missing',
}
