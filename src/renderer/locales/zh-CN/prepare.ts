/** “准备”页面的文字。 */
export const prepare = { title: '准备' }
