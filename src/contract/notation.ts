/** How tables are written: words for dataset.ts's schemas, without them for threads that read, which start sooner so. */

/** Those that files mostly have. Any other may be chosen. */
export const delimiters = [',', ';', '\t', '|'] as const

/** As a delimiter: any number of spaces and tabs. Those at the beginning and the end of a line part nothing. */
export const blankRuns = ' +'

/** Most UTF-8 bytes of one record, line breaks inside quotes included: beyond, its line is refused. */
export const mostRecordBytes = 16 * 1024 * 1024

export const decimalMarks = ['.', ','] as const

export const dateOrders = ['dayFirst', 'monthFirst', 'yearFirst'] as const

export const mostHeaderRows = 4
