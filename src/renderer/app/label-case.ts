/** A label where it stands: within an English sentence it has no capital, at the start of a line it has one. */

export function withinSentence(label: string): string {
  // An abbreviation keeps its capitals.
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

export function asTitle(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1)
}
