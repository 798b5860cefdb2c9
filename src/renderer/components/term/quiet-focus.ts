/** Focus that comes back to a word from what the word opened: it must not open that again. */
let quiet = false

export function focusQuietly(element: HTMLElement | null): void {
  quiet = true
  element?.focus()
  quiet = false
}

export function isQuietFocus(): boolean {
  return quiet
}
