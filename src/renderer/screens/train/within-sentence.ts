/** A label as it stands within a sentence: English labels begin with a capital that only the start of a line has. */

export function withinSentence(label: string): string {
  // An abbreviation keeps its capitals.
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
