/** What V8 may keep for short-lived objects in a thread that reads: it makes few, and more room would only be memory. */
export const readingHeap = { maxYoungGenerationSizeMb: 2 }
