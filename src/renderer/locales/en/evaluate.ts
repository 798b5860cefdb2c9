/** Words of the Evaluate screen. */
export const evaluate = { title: 'Evaluate' }
