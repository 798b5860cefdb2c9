/** Words around charts. */
export const charts = {
  asTable: 'As table',
  asChart: 'As chart',
  copy: 'Copy',
  copied: 'Copied',
  actual: 'It was',
  said: 'It said',
  actualBySaid: 'It was / it said',
  confusionCell: '{count} rows were “{actual}” and were called “{said}”',
}
