/** Words of the Prepare screen. */
export const prepare = { title: 'Prepare' }
