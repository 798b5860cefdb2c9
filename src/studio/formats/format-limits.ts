/** How much of anything a packed or binary table may have before it is refused by the name of the limit. */

export const formatLimits = {
  /** Bytes that come out of one file, unpacked or written as text. */
  unpackedBytes: 16e9,
  /** Unpacked bytes for each byte of the file, once more than `ratioFrom` came out of it. */
  ratio: 1000,
  ratioFrom: 256e6,
  rows: 200_000_000,
  columns: 100_000,
  /** Rows times columns, where the file only claims them. */
  cells: 10e9,
  /** Bytes of a file, or of a part of one, that is only readable as a whole. */
  wholeBytes: 1e9,
  /** Bytes of one page or row group as the file announces them. */
  pageBytes: 512e6,
  groupBytes: 4e9,
  /** Files inside a zip. */
  members: 10_000,
  /** Packed files inside packed files. */
  depth: 3,
  /** Text of all distinct strings of a workbook. */
  stringBytes: 512e6,
  /** One JSON record. */
  recordBytes: 16 * 1024 * 1024,
  /** Zstandard's window, which the file asks for before anything comes out. */
  windowBytes: 128 * 1024 * 1024,
} as const
