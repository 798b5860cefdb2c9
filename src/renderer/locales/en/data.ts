/** Words of the Data screen and of the start. */
export const data = { title: 'Data' }
