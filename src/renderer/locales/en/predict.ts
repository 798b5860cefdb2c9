/** Words of the Predict screen. */
export const predict = { title: 'Predict' }
