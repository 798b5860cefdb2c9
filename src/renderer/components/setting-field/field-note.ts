/** What stands under a field when its value is not right, with the words of the button that mends it. */

export interface FieldNote {
  severity: 'error' | 'warning'
  text: string
  /** Words of the button; null where there is no fix. */
  fixText: string | null
}
